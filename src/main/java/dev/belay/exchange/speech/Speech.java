package dev.belay.exchange.speech;

/// What a caller hears of an answer before it is whole. There is one for each run; thread-safe.
///
/// What has been heard cannot be taken back. So a message of which something was heard can only be gone on with, by a
/// model that takes a beginning and continues it.
public interface Speech {

    /// Nobody listens before the answer is whole.
    Speech HELD = new Speech() {
        @Override
        public Take begin() {
            return Take.UNHEARD;
        }

        @Override
        public String heard() {
            return "";
        }

        @Override
        public void next(String whole, String model) {}
    };

    /// A model is about to speak: the beginning of a message, or what comes after [#heard()]. What the take before it
    /// said and nobody has heard yet is forgotten, and what it still says is not listened to.
    Take begin();

    /// What has been heard of the message that is being written; empty as long as another may take its place.
    String heard();

    /// The message is whole and was not the answer, because it calls tools: what follows is another one.
    ///
    /// @param whole its words. What has not been said of them yet is said now
    /// @param model the name under which the provider says that it spoke
    void next(String whole, String model);

    /// The same for a tier whose text is not what the caller is to read: nothing it says is heard before it is whole.
    default Speech unheard() {
        Speech speech = this;
        return new Speech() {
            @Override
            public Take begin() {
                speech.begin();
                return Take.UNHEARD;
            }

            @Override
            public String heard() {
                return speech.heard();
            }

            @Override
            public void next(String whole, String model) {
                speech.next("", model);
            }
        };
    }
}
