package dev.belay.statistics.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent.BudgetReached;
import dev.belay.exchange.Usage;
import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import dev.belay.statistics.StatisticsCheck;
import dev.belay.statistics.StatisticsConfig;
import dev.belay.statistics.TierFigures;
import dev.belay.support.TestDatabase;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private final Database database = TestDatabase.database();
    private final List<HealthEvent> news = new ArrayList<>();
    private final Alerts alerts = new Alerts(database, news::add);
    private final List<HealthEvent> newsElsewhere = new ArrayList<>();
    private final Alerts otherProcess = new Alerts(database, newsElsewhere::add);
    private final Subject subject = Subject.tier("tier-" + UUID.randomUUID());
    private final Subject policy = Subject.policy("policy-" + UUID.randomUUID());

    @Test
    void isRaisedOnceForAllProcessesUntilItIsCleared() throws SQLException {
        alerts.raise(subject, "success_rate", "look");
        otherProcess.raise(subject, "success_rate", "look");
        alerts.raise(subject, "success_rate", "look");

        assertThat(news).containsExactly(new HealthEvent.Alert(subject, "success_rate", "look"));
        assertThat(newsElsewhere).isEmpty();
        assertThat(notices()).containsExactly("alert.raised");
        assertThat(mine(false)).singleElement().satisfies(alert -> assertThat(alert.clearedAt())
                .isNull());

        otherProcess.clear(subject, "success_rate");
        alerts.clear(subject, "success_rate");
        assertThat(notices()).containsExactly("alert.raised", "alert.cleared");
        assertThat(mine(false)).isEmpty();
        assertThat(mine(true)).hasSize(1);

        otherProcess.raise(subject, "success_rate", "again");
        assertThat(newsElsewhere).hasSize(1);
        assertThat(mine(true)).extracting(Alert::what).containsExactly("again", "look");
    }

    @Test
    void whatDoesNotStandIsToldEachTime() throws SQLException {
        alerts.tell(subject, "budget_80", "look");
        alerts.tell(subject, "budget_80", "look again");

        assertThat(notices()).containsExactly("alert.raised", "alert.raised");
        assertThat(mine(false)).isEmpty();
        assertThat(mine(true)).extracting(Alert::what).containsExactly("look again", "look");
    }

    @Test
    void tiersThatFallTooOftenAreNamedWithTheirReason() {
        RateRule rule = new RateRule(0.7, "15 min", 20);

        alerts.settle(rule.judge(List.of(figures(10, 9))));
        assertThat(news).as("too few to say").isEmpty();

        alerts.settle(rule.judge(List.of(figures(13, 7))));
        assertThat(news).singleElement().isInstanceOfSatisfying(HealthEvent.Alert.class, alert -> assertThat(
                        alert.what())
                .contains("13 of 20", "15 min", "70 %", "silent (7)"));

        alerts.settle(rule.judge(List.of(figures(5, 5))));
        assertThat(mine(false)).as("too few to say that it is over").hasSize(1);

        alerts.settle(rule.judge(List.of(figures(14, 6))));
        assertThat(mine(false)).isEmpty();
    }

    @Test
    void budgetsOfWhatLastsAreToldOf() {
        var rule = BudgetRule.of(config(Map.of()));
        assertThat(rule.concerns(reached("request"))).isFalse();
        assertThat(rule.concerns(reached("session"))).isFalse();
        assertThat(rule.concerns(reached("caller"))).isTrue();
        assertThat(BudgetRule.of(config(Map.of("belay.statistics.alerts.budget-scopes", "request")))
                        .concerns(reached("request")))
                .isTrue();
        assertThat(BudgetRule.of(config(Map.of("belay.statistics.alerts.budget-scopes", "none")))
                        .concerns(reached("caller")))
                .isFalse();

        BudgetReached reached = reached("caller");
        rule.tell(reached, alerts);

        assertThat(alerts.list(true, 200))
                .filteredOn(alert -> alert.subject().id().equals(reached.account()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.what()).isEqualTo("80 % of what may be spent of usd is used"));
    }

    @Test
    void aScopeThatThereIsNotIsNamed() {
        var slip = settings(Map.of("belay.statistics.alerts.budget-scopes", "caller,user"));

        assertThat(new StatisticsCheck().problems(slip))
                .extracting(problem -> problem.property())
                .containsExactly("belay.statistics.alerts.budget-scopes");
    }

    private static BudgetReached reached(String scope) {
        return new BudgetReached("run", scope, "usd", 80, scope + ":usd:total:" + UUID.randomUUID());
    }

    private static StatisticsConfig.Alerts config(Map<String, String> settings) {
        return settings(settings).getConfigMapping(StatisticsConfig.class).alerts();
    }

    private static SmallRyeConfig settings(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(StatisticsConfig.class)
                .build();
    }

    @Test
    void nothingLiveIsLeftToAPolicyWhenEveryModelThatItAsksIsLeftAlone() {
        AtomicReference<Breaker> one = new AtomicReference<>(Breaker.OPEN);
        AtomicReference<Breaker> other = new AtomicReference<>(Breaker.CLOSED);
        LiveRule rule = rule(List.of("one", "other"), List.of("native"));
        alerts.settle(rule.judge());
        rule.guarded(new HealthEvent.Guarded(Subject.model("one"), one::get));
        rule.guarded(new HealthEvent.Guarded(Subject.model("other"), other::get));
        rule.guarded(new HealthEvent.Guarded(Subject.tier("native"), () -> Breaker.CLOSED));
        rule.guarded(new HealthEvent.Guarded(Subject.model("idle"), () -> Breaker.CLOSED));

        alerts.settle(rule.judge());
        assertThat(news).isEmpty();

        other.set(Breaker.OPEN);
        alerts.settle(rule.judge());
        assertThat(news)
                .as("a model that no policy asks keeps nobody's answers live")
                .containsExactly(new HealthEvent.Alert(
                        policy,
                        LiveRule.CAUSE,
                        "requests with policy " + policy.id()
                                + ", other get degraded answers, or none: every model that"
                                + " they may ask is left alone"));

        one.set(Breaker.HALF_OPEN);
        alerts.settle(rule.judge());
        assertThat(alerts.list(false, 200)).noneMatch(alert -> alert.subject().equals(policy));
    }

    @Test
    void norIsItWhenEveryTierOfItsChainIs() {
        LiveRule rule = rule(List.of("one"), List.of("native"));
        rule.guarded(new HealthEvent.Guarded(Subject.model("one"), () -> Breaker.CLOSED));
        rule.guarded(new HealthEvent.Guarded(Subject.tier("native"), () -> Breaker.OPEN));
        rule.guarded(new HealthEvent.Guarded(Subject.tier("adk"), () -> Breaker.CLOSED));

        alerts.settle(rule.judge());

        assertThat(news).singleElement().isInstanceOfSatisfying(HealthEvent.Alert.class, alert -> assertThat(
                        alert.what())
                .contains("every tier that asks models"));
    }

    /// What a policy whose tiers or models are not known may ask is not all left alone.
    @Test
    void whatIsNotThereIsNotLeftAlone() {
        alerts.settle(rule(List.of(), List.of()).judge());

        assertThat(news).isEmpty();
    }

    private LiveRule rule(List<String> models, List<String> tiers) {
        var way = new LiveWays.Way(
                List.of(policy.id(), "other"),
                models.stream().map(Subject::model).toList(),
                tiers.stream().map(Subject::tier).toList());
        return new LiveRule(() -> () -> List.of(way));
    }

    @Test
    void howeverManyWereLookedAtTheyAreOneStatement() {
        TestDatabase.Counting counting = TestDatabase.counting();
        Alerts counted = new Alerts(counting.database(), news::add);
        RateRule rule = new RateRule(0.7, "15 min", 20);
        Subject other = Subject.tier("tier-" + UUID.randomUUID());
        Subject third = Subject.tier("tier-" + UUID.randomUUID());
        alerts.settle(rule.judge(List.of(figures(13, 7), figures(other, 10, 10))));
        news.clear();

        counted.settle(rule.judge(List.of(figures(14, 6), figures(other, 0, 20), figures(third, 13, 7))));

        assertThat(counting.statements()).isOne();
        assertThat(mine(false)).as("it is over").isEmpty();
        assertThat(news)
                .as("the other was raised already")
                .singleElement()
                .isInstanceOfSatisfying(HealthEvent.Alert.class, alert -> assertThat(alert.subject())
                        .isEqualTo(third));

        counted.settle(List.of());
        assertThat(counting.statements()).as("nothing was looked at").isOne();
    }

    @Test
    void whatCannotBeWrittenIsAnnouncedWhenItCanBe() {
        TestDatabase.Counting counting = TestDatabase.counting();
        Alerts troubled = new Alerts(counting.database(), news::add);
        counting.trouble(TestDatabase.Counting.Trouble.AWAY);
        troubled.settle(List.of(Finding.wrong(subject, "success_rate", "look")));
        assertThat(news).isEmpty();

        counting.trouble(TestDatabase.Counting.Trouble.NONE);
        troubled.settle(List.of(Finding.wrong(subject, "success_rate", "look")));
        assertThat(news).hasSize(1);
    }

    private TierFigures figures(long held, long silent) {
        return figures(subject, held, silent);
    }

    private static TierFigures figures(Subject of, long held, long silent) {
        return new TierFigures(
                of.id(),
                "",
                "",
                Map.of("held", held, "silent", silent, "no_match", 100L),
                held,
                1.0,
                null,
                Usage.NONE,
                0,
                TierFigures.Quality.NONE,
                new TierFigures.Cache(0, 0));
    }

    private List<Alert> mine(boolean cleared) {
        return alerts.list(cleared, 200).stream()
                .filter(alert -> alert.subject().equals(subject))
                .toList();
    }

    private List<String> notices() throws SQLException {
        return database.query(
                "select n.type from notice n join alert a on a.id = n.alert where a.subject = ? order by n.at",
                row -> row.getString(1),
                subject.id());
    }
}
