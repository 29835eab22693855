/// One call of a tool: as it was asked, run on a thread of its own, worded for models and journals. On the path
/// inside the tool door, once a call is known to fit.
package dev.belay.tool.execute.call;
