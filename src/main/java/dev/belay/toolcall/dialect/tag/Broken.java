package dev.belay.toolcall.dialect.tag;

/// Something that was meant as a call is none. Never leaves this package.
final class Broken extends Exception {

    /// @param message for the model to correct
    Broken(String message) {
        super(message, null, false, false);
    }

    static Broken cut(String argument, String closing) {
        return new Broken("the argument " + argument + " is not whole: " + closing + " is missing");
    }
}
