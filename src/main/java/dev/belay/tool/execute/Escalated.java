package dev.belay.tool.execute;

/// The tool itself stopped, because a person has to say something first. Nothing was caused.
final class Escalated extends RuntimeException {
    Escalated(String question) {
        super(question, null, false, false);
    }
}
