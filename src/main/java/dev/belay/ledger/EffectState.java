package dev.belay.ledger;

/// The life of an effect. Transitions are methods, so an impossible one does not compile.
///
/// `INTENDED → STARTED → DONE | FAILED | IN_DOUBT`. Only [Done] and [InDoubt] answer from the record; [Failed] means:
/// certainly no effect, and may be started again under its key.
public sealed interface EffectState {

    /// The column value.
    default String name() {
        return switch (this) {
            case Intended _ -> "INTENDED";
            case Started _ -> "STARTED";
            case Done _ -> "DONE";
            case Failed _ -> "FAILED";
            case InDoubt _ -> "IN_DOUBT";
            case Superseded _ -> "SUPERSEDED";
        };
    }

    record Intended() implements EffectState {
        public Started start() {
            return new Started();
        }

        public Superseded supersede() {
            return new Superseded();
        }
    }

    record Started() implements EffectState {
        public Done done(String result) {
            return new Done(result);
        }

        public Failed failed(String error) {
            return new Failed(error);
        }

        public InDoubt inDoubt(String known) {
            return new InDoubt(known);
        }

        /// The tool stopped before it did anything, because a person has to say something first.
        public Failed released(String question) {
            return new Failed("not done, because a person has to be asked first: " + question);
        }

        /// The same where a person had let the call act: their yes has not been spent by it.
        public Intended releasedUnspent() {
            return new Intended();
        }
    }

    record Done(String result) implements EffectState {}

    record Failed(String error) implements EffectState {
        public Started start() {
            return new Started();
        }
    }

    /// @param known what is known about it
    record InDoubt(String known) implements EffectState {
        /// Somebody found out that it happened.
        public Done done(String result) {
            return new Done(result);
        }

        /// Somebody found out that it did not.
        public Failed failed(String error) {
            return new Failed(error);
        }
    }

    /// An edited call took its place.
    record Superseded() implements EffectState {}
}
