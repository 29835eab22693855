/// The tool that runs programs. On the path behind the tool door.
package dev.belay.tool.code;
