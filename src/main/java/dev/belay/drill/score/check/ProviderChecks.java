package dev.belay.drill.score.check;

import dev.belay.drill.log.Seen;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What the provider saw of one model, in the order of arrival.
///
/// A gateway that goes several ways at once may ask once in each before any can know of the others. These first
/// attempts count as one, and whatever follows as in a gateway that goes one way.
public record ProviderChecks(Points points, List<Seen> attempts, int ways) {
    /// Within which ways that begin at once have begun; shorter than a retry waits.
    private static final long AT_ONCE_MILLIS = 250;

    /// @param most attempts in all
    public void atMost(int most) {
        int counted = counted().size();
        String together =
                counted == attempts.size() ? "" : count(attempts.size()) + ", those that began at once as one: ";
        points.conduct("attempts", counted <= most, together + count(counted) + ", at most " + most);
    }

    /// With those that began at once as one: before anybody could know what the first came to.
    private List<Seen> counted() {
        if (attempts.size() < 2) {
            return attempts;
        }
        Seen.Times first = attempts.getFirst().times();
        long known = first.ended() == null ? Long.MAX_VALUE : first.ended();
        long until = Math.max(first.started() + AT_ONCE_MILLIS, known);
        long together = attempts.stream()
                .limit(ways)
                .filter(seen -> seen.times().started() <= until)
                .count();
        return Stream.concat(attempts.stream().limit(1), attempts.stream().skip(together))
                .toList();
    }

    /// The model was asked once more. Another way may have answered meanwhile, which spares that.
    public void retriedOnce() {
        atMost(2);
        boolean retried = counted().size() == 2 || ways > 1;
        points.advisory("retried", retried, "the model was asked " + attempts.size() + " times");
    }

    /// @param most attempts within any such span
    public void pace(int most, Duration span) {
        List<Seen> counted = counted();
        int densest = 0;
        for (Seen first : counted) {
            long end = first.times().started() + span.toMillis();
            densest = Math.max(densest, (int) counted.stream()
                    .filter(seen -> seen.times().started() >= first.times().started()
                            && seen.times().started() < end)
                    .count());
        }
        points.conduct("pace", densest <= most, count(densest) + " within " + span.toMillis() + " ms, at most " + most);
    }

    /// @param least between one attempt and the next
    public void backoff(Duration least) {
        List<Seen> counted = counted();
        long shortest = Long.MAX_VALUE;
        for (int i = 1; i < counted.size(); i++) {
            long gap = counted.get(i).times().started()
                    - counted.get(i - 1).times().started();
            shortest = Math.min(shortest, gap);
        }
        boolean ok = shortest >= least.toMillis();
        points.advisory("backoff", ok, ok ? "" : shortest + " ms between two attempts");
    }

    /// The second attempt waits as long as the provider asked for, if there is one.
    public void secondNotBefore(Duration least) {
        OptionalLong wait = firstWait();
        if (wait.isEmpty()) {
            points.conduct("retry-after", true, "nobody asked again, so fell at once");
            return;
        }
        long gap = wait.getAsLong();
        points.conduct("retry-after", gap >= least.toMillis(), gap + " ms to the second, at least " + least.toMillis());
    }

    /// Milliseconds from the first attempt to the second; empty if there is none.
    public OptionalLong firstWait() {
        List<Seen> counted = counted();
        return counted.size() < 2
                ? OptionalLong.empty()
                : OptionalLong.of(counted.get(1).times().started()
                        - counted.getFirst().times().started());
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
