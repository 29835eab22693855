/// Tool calls that are counted: the door to the world, where a budget bounds how often it is used. On the path before
/// [dev.belay.tool.execute].
package dev.belay.tool.paid;
