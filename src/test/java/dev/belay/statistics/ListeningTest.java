package dev.belay.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.CacheAnswer;
import dev.belay.exchange.BelayEvent.CacheAsked;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.BelayEvent.Voted;
import dev.belay.exchange.BelayEvent.Words;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.exchange.vote.Ballot;
import dev.belay.platform.Time;
import dev.belay.statistics.TierFigures.Quality;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final String RUN = "run";
    private static final Failure BAD = new Failure.BadAnswer("empty", Failure.BadAnswer.Flaw.EMPTY);
    private static final Task TASK = new Task("tools", List.of("look_up"), "");

    private final Tallies tallies = new Tallies();
    private final Listening listening = new Listening(tallies, Time.SYSTEM, config());

    @Test
    void looksIntoTheCacheCountForTheTierThatCalled() {
        hear(
                started(),
                asked("native", CacheAnswer.MISS),
                asked("native", CacheAnswer.HIT),
                asked("native", CacheAnswer.STALE),
                asked("adk", CacheAnswer.HIT),
                asked(null, CacheAnswer.HIT),
                new CacheAsked("another", "native", "look_up", CacheAnswer.HIT));

        Map<Key, Sums> counted = tallies.take();
        assertThat(counted).hasSize(2);
        assertThat(counted.get(held("native")).cache()).isEqualTo(new TierFigures.Cache(3, 1));
        assertThat(counted.get(held("native")).attempts()).isZero();
        assertThat(counted.get(held("adk")).cache()).isEqualTo(new TierFigures.Cache(1, 1));
    }

    @Test
    void anAnswerIsGoodWhenItHeldWithoutACorrection() {
        assertThat(quality(ended(null, new Words(3, 0)))).isEqualTo(new Quality(1, 1, 0, 0));
        assertThat(quality(ended(null, new Words(3, 1))))
                .as("corrected on the way")
                .isEqualTo(new Quality(1, 0, 0, 0));
        assertThat(quality(ended(BAD, new Words(1, 2)))).as("refused").isEqualTo(new Quality(1, 0, 0, 0));
        assertThat(quality(ended(BAD, Words.NONE)))
                .as("nothing that can be used")
                .isEqualTo(new Quality(1, 0, 0, 0));
    }

    @Test
    void ofWhatNobodySaidOrHeardNothingIsKnown() {
        assertThat(quality(ended(null, Words.NONE))).as("taken up from before").isEqualTo(Quality.NONE);
        assertThat(quality(ended(new Failure.Silent("no word", Failure.Silent.Phase.FIRST_TOKEN), new Words(1, 0))))
                .isEqualTo(Quality.NONE);
        assertThat(quality(new AttemptEnded(RUN, "native", 1, BAD, Usage.NONE, 0, true, new Words(1, 0))))
                .as("stopped")
                .isEqualTo(Quality.NONE);
    }

    @Test
    void aVoteSaysWhoseAnswerIsThatOfTheOthers() {
        hear(
                started(),
                new Voted(RUN, ballot(2, 1, "native 1", "adk 1", "loop 2", "code 0"), false),
                new Voted(RUN, ballot(2, 1, "native 1", "adk 2"), false),
                new Voted(RUN, ballot(1, 1, "native 1"), false),
                new Voted(RUN, ballot(2, 1, "native 1", "native 1", "adk 2", "adk 2"), false),
                new Voted(RUN, ballot(2, 0, "native 1", "native 1", "adk 2"), true));

        Map<Key, Sums> counted = tallies.take();
        assertThat(counted.get(held("native")).quality()).isEqualTo(new Quality(0, 0, 1, 1));
        assertThat(counted.get(held("adk")).quality()).isEqualTo(new Quality(0, 0, 1, 1));
        assertThat(counted.get(held("loop")).quality()).isEqualTo(new Quality(0, 0, 1, 0));
        assertThat(counted).doesNotContainKey(held("code"));
    }

    /// @param votes voters and their groups
    private static Ballot ballot(int needed, int chosen, String... votes) {
        List<Ballot.Vote> all = Stream.of(votes)
                .map(vote -> vote.split(" "))
                .map(vote -> new Ballot.Vote(1, vote[0], vote[0], Integer.parseInt(vote[1]), null, null, null))
                .toList();
        return new Ballot(Ballot.Subject.ANSWER, all, needed, chosen, 1, "so", null);
    }

    private Quality quality(AttemptEnded ended) {
        hear(started(), new AttemptStarted(RUN, "native", 1, 0, 0), ended);
        return tallies.take().values().iterator().next().quality();
    }

    private static AttemptEnded ended(Failure failure, Words words) {
        return new AttemptEnded(RUN, "native", 1, failure, Usage.NONE, 0, false, words);
    }

    private static RunStarted started() {
        return new RunStarted(RUN, "sequential", "belay", null, TASK);
    }

    private static CacheAsked asked(String tier, CacheAnswer answer) {
        return new CacheAsked(RUN, tier, "look_up", answer);
    }

    private static Key held(String tier) {
        return new Key(tier, TASK.kind(), TASK.toolSet(), Key.HELD);
    }

    private void hear(BelayEvent... events) {
        List.of(events).forEach(listening::heard);
    }

    private static StatisticsConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(StatisticsConfig.class)
                .build()
                .getConfigMapping(StatisticsConfig.class);
    }
}
