package dev.belay.tool.execute.call;

/// The tool itself stopped, because a person has to say something first. Nothing was caused.
public final class Escalated extends RuntimeException {
    public Escalated(String question) {
        super(question, null, false, false);
    }
}
