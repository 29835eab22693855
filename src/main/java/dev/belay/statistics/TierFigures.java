package dev.belay.statistics;

import dev.belay.exchange.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What is known of a tier over a window.
///
/// @param kind of task, or empty for all
/// @param tools that were offered, with commas, or empty for all
/// @param outcomes `held`, `stopped` and reasons of falls, to how many attempts ended so
/// @param won runs that it answered
/// @param share of all answered runs in the window, from 0 to 1, or `null` if there were none
/// @param latency of attempts that held, or `null` if none did
/// @param usage of all attempts; its cost leaves out `unpriced`
/// @param unpriced attempts whose cost is not known
/// @param quality what its answers were found to be
/// @param cache what of the results of the tools that it called came out of the cache
public record TierFigures(
        String tier,
        String kind,
        String tools,
        Map<String, Long> outcomes,
        long won,
        Double share,
        Latency latency,
        Usage usage,
        long unpriced,
        Quality quality,
        Cache cache) {

    /// Outcomes that say nothing of whether the tier works: it was stopped, has no answer to such a request, or was
    /// asked for something that nobody may answer.
    private static final Set<String> NEUTRAL =
            Set.of(Key.STOPPED, "no_match", "content_rejected", "effect_unsettled", "invalid_request");

    public TierFigures {
        outcomes = Map.copyOf(outcomes);
    }

    /// Percentiles.
    public record Latency(Duration p50, Duration p95, Duration p99) {}

    /// How answers fared with whatever judged them: checks judge each, a vote those that take part in it.
    ///
    /// @param checked attempts whose model said something that held or was refused
    /// @param firstTry those of them that held without a message that was refused on the way
    /// @param votes that were cast where the votes themselves decided
    /// @param agreed those of them that say what was decided
    public record Quality(long checked, long firstTry, long votes, long agreed) {
        public static final Quality NONE = new Quality(0, 0, 0, 0);

        static Quality checked(boolean firstTry) {
            return new Quality(1, firstTry ? 1 : 0, 0, 0);
        }

        static Quality voted(boolean agreed) {
            return new Quality(0, 0, 1, agreed ? 1 : 0);
        }

        Quality plus(Quality other) {
            return new Quality(
                    checked + other.checked, firstTry + other.firstTry, votes + other.votes, agreed + other.agreed);
        }

        /// Part of the judgements that found nothing wrong, or `null` if there were none.
        public Double rate() {
            long judged = checked + votes;
            return judged == 0 ? null : (double) (firstTry + agreed) / judged;
        }
    }

    /// Looks into the cache of tool results.
    ///
    /// @param hits those that found a result fresh enough to be given in place of asking the tool
    public record Cache(long asked, long hits) {
        static final Cache NONE = new Cache(0, 0);

        Cache plus(Cache other) {
            return new Cache(asked + other.asked, hits + other.hits);
        }
    }

    /// Whether an attempt that ended so held.
    public static boolean held(String outcome) {
        return outcome.equals(Key.HELD);
    }

    /// Whether an attempt that ended so says if the tier works.
    public static boolean tells(String outcome) {
        return !NEUTRAL.contains(outcome);
    }

    public long attempts() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    public long held() {
        return outcomes.getOrDefault(Key.HELD, 0L);
    }

    /// Attempts that say whether the tier works.
    public long telling() {
        return outcomes.entrySet().stream()
                .filter(outcome -> tells(outcome.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Part of the telling attempts that held, or `null` if there were none.
    public Double successRate() {
        return telling() == 0 ? null : (double) held() / telling();
    }

    /// The reason for which it falls most often, or `null` if it does not.
    public String mostFrequentReason() {
        return outcomes.entrySet().stream()
                .filter(outcome -> !held(outcome.getKey()) && tells(outcome.getKey()))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
