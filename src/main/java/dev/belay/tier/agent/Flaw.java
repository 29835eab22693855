package dev.belay.tier.agent;

import dev.belay.exchange.Failure.BadAnswer;

/// What is wrong with a message that a model gave.
///
/// @param told what the model is told about it, and people too
/// @param hopeless whether telling the model is no use
record Flaw(BadAnswer.Flaw kind, String told, boolean hopeless) {
    static Flaw correctable(BadAnswer.Flaw kind, String told) {
        return new Flaw(kind, told, false);
    }

    static Flaw hopeless(BadAnswer.Flaw kind, String told) {
        return new Flaw(kind, told, true);
    }

    BadAnswer failure() {
        return new BadAnswer(told, kind);
    }
}
