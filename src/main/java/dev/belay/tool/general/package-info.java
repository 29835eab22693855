/// The tools that come with Belay: files below a configured folder, arithmetic, the time, and reading the web.
///
/// On the path: found by the catalog like any other tool. None of them reaches further than its configuration
/// says.
package dev.belay.tool.general;
