package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.Usage;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.Prices;

/// What an answer that is coming has used so far. Written by one thread; any may ask.
final class RunningUsage {
    /// Tokens of a prompt or an answer that anybody may believe in.
    private static final long MOST = 1_000_000_000;
    private static final long TAKEN_BACK = -1;
    /// Nanoseconds over which a pace is taken at least.
    private static final long SHORTEST = 1_000_000;

    private final Prices prices;
    private final ModelDoor.Prompt prompt;
    private volatile Report report;
    private volatile long estimated;
    private volatile long onItsWay;
    private long largest = 1;

    RunningUsage(Prices prices, ModelDoor.Prompt prompt) {
        this.prices = prices;
        this.prompt = prompt;
    }

    /// Tokens that came, by estimate.
    long written() {
        return estimated;
    }

    /// Written by the reading thread alone; volatile for those who ask meanwhile.
    void wrote(long tokens) {
        estimated = estimated + tokens;
    }

    /// What the provider says that was used. It counts if it can be true: two numbers of tokens, none of them negative.
    /// Anything else takes back what was said before.
    ///
    /// @param usage OpenAI's `usage`; nothing, or `null`, says nothing
    void said(JsonNode usage) {
        if (usage.isMissingNode() || usage.isNull()) {
            return;
        }
        JsonNode input = usage.path("prompt_tokens");
        JsonNode output = usage.path("completion_tokens");
        if (isCount(input) && isCount(output)) {
            report = new Report(input.longValue(), output.longValue(), estimated);
        } else if (report != null) {
            report = new Report(report.input, report.output, TAKEN_BACK);
        }
    }

    private static boolean isCount(JsonNode tokens) {
        return tokens.isIntegralNumber()
                && tokens.canConvertToLong()
                && tokens.longValue() >= 0
                && tokens.longValue() <= MOST;
    }

    /// What was said, and how much had been written by then, by estimate.
    private record Report(long input, long output, long written) {

        /// Whether it is about the whole answer, which has at least one token where something was written.
        boolean isBill(long estimated) {
            return written == estimated && (output > 0 || estimated == 0);
        }
    }

    /// An answer that has begun and not ended has another event on its way, which is billed though nobody may be there
    /// to read it: as large as the largest so far.
    ///
    /// @param tokens in the event that came
    /// @param open whether the answer has begun and not ended
    void event(long tokens, boolean open) {
        largest = Math.max(largest, tokens);
        onItsWay = open ? largest : 0;
    }

    /// Nothing more comes.
    void over() {
        onItsWay = 0;
    }

    /// The call is given up: until the provider notices, its model writes on at the pace that it had.
    ///
    /// @param spoken nanoseconds since its first token
    void left(long spoken) {
        if (onItsWay > 0) {
            long meanwhile = estimated * TokenEstimate.NOTICED_AFTER.toNanos() / Math.max(spoken, SHORTEST);
            onItsWay = Math.max(onItsWay, Math.min(meanwhile, TokenEstimate.UNSEEN));
        }
    }

    /// What was reported of the whole answer, otherwise an estimate of what the provider may bill if it is left now.
    Usage now() {
        long coming = onItsWay; // before what has come, so that the last event is counted twice rather than never
        Report said = report;
        long written = estimated;
        if (said == null) {
            return prices.usage(TokenEstimate.of(prompt), written + coming, true);
        }
        boolean bill = coming == 0 && said.isBill(written);
        return bill
                ? prices.usage(said.input, said.output, false)
                : prices.usage(said.input, Math.max(said.output, written) + coming, true);
    }
}
