package dev.belay.drill.score.check;

import dev.belay.drill.log.Seen;
import java.time.Duration;
import java.util.List;

/// What the provider saw of one model, in the order of arrival.
public record ProviderChecks(Points points, List<Seen> attempts) {

    /// @param most attempts in all
    public void atMost(int most) {
        points.conduct("attempts", attempts.size() <= most, count(attempts.size()) + ", at most " + most);
    }

    /// @param most attempts within any such span
    public void pace(int most, Duration span) {
        int densest = 0;
        for (Seen first : attempts) {
            long end = first.times().started() + span.toMillis();
            densest = Math.max(densest, (int) attempts.stream()
                    .filter(seen -> seen.times().started() >= first.times().started()
                            && seen.times().started() < end)
                    .count());
        }
        points.conduct("pace", densest <= most, count(densest) + " within " + span.toMillis() + " ms, at most " + most);
    }

    /// @param least between one attempt and the next
    public void backoff(Duration least) {
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < attempts.size(); i++) {
            long gap = attempts.get(i).times().started()
                    - attempts.get(i - 1).times().started();
            shortest = Math.min(shortest, gap);
        }
        boolean ok = shortest >= least.toMillis();
        points.advisory("backoff", ok, ok ? "" : shortest + " ms between two attempts");
    }

    /// The second attempt waits as long as the provider asked for, if there is one.
    public void secondNotBefore(Duration least) {
        if (attempts.size() < 2) {
            points.conduct("retry-after", true, count(attempts.size()) + ", so fell at once");
            return;
        }
        long gap =
                attempts.get(1).times().started() - attempts.getFirst().times().started();
        points.conduct("retry-after", gap >= least.toMillis(), gap + " ms to the second, at least " + least.toMillis());
    }

    /// Nothing goes on at the provider for a caller who has gone, or has an answer.
    public void released() {
        long open =
                attempts.stream().filter(seen -> seen.times().ended() == null).count();
        points.advisory("released", open == 0, open == 0 ? "" : count((int) open) + " still open after the answer");
    }

    /// @param most bytes that one attempt may be let send
    public void cutOff(long most) {
        long sent =
                attempts.stream().mapToLong(seen -> seen.sent().bytes()).max().orElse(0);
        points.conduct("cut-off", sent <= most, sent / 1_000_000 + " MB taken, at most " + most / 1_000_000);
    }

    private static String count(int attempts) {
        return attempts + (attempts == 1 ? " attempt" : " attempts");
    }
}
