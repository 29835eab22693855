package dev.belay.tool;

/// A tool says no, certainly without effect. The message goes to the model.
public final class ToolFailed extends Exception {
    public ToolFailed(String message) {
        super(message);
    }
}
