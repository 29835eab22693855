/// Tool calls that are counted: what [dev.belay.tool.execute] asks before it runs a tool, where a budget bounds how
/// often that may be.
package dev.belay.tool.paid;
