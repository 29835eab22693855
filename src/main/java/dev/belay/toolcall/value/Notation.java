package dev.belay.toolcall.value;

/// What a value is meant to be written in. Everything is read in either; the notation decides what counts as a repair
/// and what is ambiguous: `"a" "b"` is one string in Python and a mistake in JSON.
public enum Notation {
    JSON,
    PYTHON
}
