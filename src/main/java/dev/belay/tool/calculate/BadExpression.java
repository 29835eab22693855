package dev.belay.tool.calculate;

/// The expression cannot be read or has no value. The message says where and why, for whoever wrote it.
public final class BadExpression extends Exception {
    BadExpression(String message) {
        super(message);
    }
}
