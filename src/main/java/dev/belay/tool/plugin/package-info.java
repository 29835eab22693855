/// Tools from jars that operators name in configuration; Belay is not built again for them.
///
/// On the path: the catalog reads them at start-up like tools that come with Belay; the executor runs them like any
/// other. The native binary cannot load classes and refuses them.
package dev.belay.tool.plugin;
