/// The forms in which calls are written, each beside the dialect of the parser that reads it. All of them are
/// found in [Forms].
package dev.belay.toolcall.write.form;
