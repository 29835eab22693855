package dev.belay.run.review;

/// Which answers of a policy a person sees first.
public record Review(Asks asks, AfterNo afterNo) {
    public static final Review NONE = new Review(Asks.NEVER, AfterNo.REJECT);

    public enum Asks {
        NEVER,
        /// Where nothing measured the answer or the measure is low, and where it holds personal data.
        RULES,
        ALWAYS
    }

    /// What follows when a person says no, or nobody decides in time.
    public enum AfterNo {
        /// The run ends `REJECTED`, with the reviewer's notes.
        REJECT,
        /// A person is asked what the caller is to be told instead; a no to that ends the run.
        ASK
    }

    /// Whether any answer is held back.
    public boolean holds() {
        return asks != Asks.NEVER;
    }
}
