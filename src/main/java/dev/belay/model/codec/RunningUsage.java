package dev.belay.model.codec;

import dev.belay.exchange.Usage;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.Prices;

/// What an answer that is coming has used so far. Written by one thread; any may ask.
final class RunningUsage {
    /// Nanoseconds over which a pace is taken at least.
    private static final long SHORTEST = 1_000_000;

    private final Prices prices;
    private final ModelDoor.Prompt prompt;
    private volatile Usage reported;
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

    void reported(long input, long output) {
        reported = prices.usage(input, output, false);
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

    /// What was reported of a whole answer, otherwise an estimate of what the provider may bill if it is left now.
    Usage now() {
        long coming = onItsWay; // before what has come, so that the last event is counted twice rather than never
        Usage said = reported;
        if (said != null && coming == 0) {
            return said;
        }
        long read = said == null ? TokenEstimate.of(prompt) : said.inputTokens();
        long written = said == null ? estimated : Math.max(said.outputTokens(), estimated);
        return prices.usage(read, written + coming, true);
    }
}
