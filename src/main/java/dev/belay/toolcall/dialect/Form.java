package dev.belay.toolcall.dialect;

/// How plainly something is a call.
public enum Form {
    /// Between tags or tokens that mean nothing else.
    MARKED,
    /// A value or an expression that stands by itself: in a fence, on lines of its own, in a list.
    BLOCK,
    /// Between the words of a sentence.
    PROSE
}
