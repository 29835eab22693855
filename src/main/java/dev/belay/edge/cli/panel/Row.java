package dev.belay.edge.cli.panel;

import java.math.BigDecimal;
import java.time.Duration;

/// One attempt in the panel. Mutable, guarded by its [Climb].
final class Row {
    enum State {
        TRYING,
        FELL,
        HELD
    }

    private final int number;
    private final String tier;
    private final long begun;
    private final int carriedOver;
    private State state = State.TRYING;
    private String words = "";
    private String vote = "";
    private int tools;
    private BigDecimal cost = BigDecimal.ZERO;
    private Duration took;

    /// @param number of the attempt, or 0 if the tier was not even tried
    Row(int number, String tier, int carriedOver, long begun) {
        this.number = number;
        this.tier = tier;
        this.carriedOver = carriedOver;
        this.begun = begun;
    }

    void tool() {
        tools++;
    }

    void spend(BigDecimal amount) {
        cost = cost == null || amount == null ? null : cost.add(amount);
    }

    void fell(String reason, String detail) {
        state = State.FELL;
        words = detail.isEmpty() ? reason : reason + ": " + detail;
    }

    /// Another attempt of the same tier began without a word about this one: its framework broke and is retried.
    void abandoned() {
        fell("broke", "tried again");
    }

    /// The run was cancelled while this attempt went on, whatever it made of that.
    void stopped() {
        if (state != State.HELD) {
            fell("stopped", "");
        }
    }

    /// The run goes on in this branch, and in no other.
    void taken(String how) {
        words = state == State.HELD ? words + ", " + how : how;
    }

    void held(boolean degraded, long now) {
        state = State.HELD;
        words = degraded ? "answered, degraded" : "answered";
        took = Duration.ofNanos(now - begun);
    }

    /// What a branch came to is put to a vote.
    ///
    /// @param what how the vote went for it
    void voted(String what) {
        vote = what;
    }

    boolean voted() {
        return !vote.isEmpty();
    }

    /// It came to its end, and is no failure.
    void over(String how, long now) {
        words = state == State.HELD ? words + ", " + how : how;
        took = took == null ? Duration.ofNanos(now - begun) : took;
        state = State.HELD;
    }

    int number() {
        return number;
    }

    State state() {
        return state;
    }

    String tier() {
        return tier;
    }

    String mark() {
        return number == 0 ? "[-]" : "[" + number + "]";
    }

    /// What there is to say, without mark and name.
    String story() {
        return switch (state) {
            case TRYING -> (words.isEmpty() ? "…" : words + " …") + amounts(true);
            case FELL -> words;
            case HELD -> words + vote + " · " + Amounts.seconds(took) + amounts(false);
        };
    }

    private String amounts(boolean trying) {
        StringBuilder text = new StringBuilder();
        if (carriedOver > 0) {
            text.append(" · ").append(carriedOver).append(" carried over");
        }
        if (tools > 0) {
            text.append(" · ").append(Amounts.count(tools, "tool"));
        }
        String money = trying ? "" : Amounts.money(cost);
        return money.isEmpty() ? text.toString() : text + " · " + money;
    }
}
