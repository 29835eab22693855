/// Calls between tags: our own form, in which the tag is the tool's name, and those in which models were trained.
package dev.belay.toolcall.dialect.tag;
