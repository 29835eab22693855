/// Tools that operators declare in configuration: one HTTP request each, sent through the egress guard.
///
/// On the path: the catalog reads them at start-up like tools that are classes; the executor runs them like any
/// other.
package dev.belay.tool.http;
