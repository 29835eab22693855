package dev.belay.tier.judge;

import dev.belay.exchange.Failure.BadAnswer;

/// What is wrong with a message that a model gave.
///
/// @param told what the model is told about it, and people too
/// @param hopeless whether telling the model is no use
public record Flaw(BadAnswer.Flaw kind, String told, boolean hopeless) {
    public static Flaw correctable(BadAnswer.Flaw kind, String told) {
        return new Flaw(kind, told, false);
    }

    public static Flaw hopeless(BadAnswer.Flaw kind, String told) {
        return new Flaw(kind, told, true);
    }

    public BadAnswer failure() {
        return new BadAnswer(told, kind);
    }
}
