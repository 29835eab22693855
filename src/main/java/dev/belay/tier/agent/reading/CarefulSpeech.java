package dev.belay.tier.agent.reading;

import dev.belay.exchange.speech.Speech;
import dev.belay.exchange.speech.Take;
import dev.belay.toolcall.ToolCallStream;
import java.util.function.Supplier;

/// Lets the caller hear of a message only what is certainly no part of a call, and nothing after a place that may be
/// one. What turns out to be words after all is heard when the message is whole.
///
/// What is heard is how the message begins, to the character, so that it can be gone on with.
///
/// @param streams gives a reading of one more message
record CarefulSpeech(Speech speech, Supplier<ToolCallStream> streams) implements Speech {

    @Override
    public Take begin() {
        Take take = speech.begin();
        return take == Take.UNHEARD ? take : new Words(take, streams.get());
    }

    @Override
    public String heard() {
        return speech.heard();
    }

    @Override
    public void next(String whole, String model) {
        speech.next(whole, model);
    }

    private static final class Words implements Take {
        private final Take take;
        private final ToolCallStream stream;
        private final StringBuilder unsaid = new StringBuilder();
        private boolean begun;
        private boolean holding;

        private Words(Take take, ToolCallStream stream) {
            this.take = take;
            this.stream = stream;
        }

        @Override
        public void text(String piece, String model) {
            if (holding) {
                return;
            }
            unsaid.append(piece);
            String words = stream.feed(piece);
            if (words.isEmpty()) {
                return;
            }
            int end = (begun ? 0 : blanks()) + words.length();
            // A thought before these words is in the message, but not among its words.
            holding = end > unsaid.length() || !unsaid.substring(0, end).endsWith(words);
            if (!holding) {
                begun = true;
                take.text(unsaid.substring(0, end), model);
                unsaid.delete(0, end);
            }
        }

        /// Those a message begins with are none of its words.
        private int blanks() {
            int blanks = 0;
            while (blanks < unsaid.length() && Character.isWhitespace(unsaid.charAt(blanks))) {
                blanks++;
            }
            return blanks;
        }
    }
}
