package dev.belay.statistics.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Usage;
import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import dev.belay.statistics.TierFigures;
import dev.belay.support.TestDatabase;
import java.sql.SQLException;
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

        rule.judge(List.of(figures(10, 9)), alerts);
        assertThat(news).as("too few to say").isEmpty();

        rule.judge(List.of(figures(13, 7)), alerts);
        assertThat(news).singleElement().isInstanceOfSatisfying(HealthEvent.Alert.class, alert -> assertThat(
                        alert.what())
                .contains("13 of 20", "15 min", "70 %", "silent (7)"));

        rule.judge(List.of(figures(5, 5)), alerts);
        assertThat(mine(false)).as("too few to say that it is over").hasSize(1);

        rule.judge(List.of(figures(14, 6)), alerts);
        assertThat(mine(false)).isEmpty();
    }

    @Test
    void nothingLiveIsLeftWhenEveryModelIsLeftAlone() {
        AtomicReference<Breaker> one = new AtomicReference<>(Breaker.OPEN);
        AtomicReference<Breaker> other = new AtomicReference<>(Breaker.CLOSED);
        LiveRule rule = new LiveRule();
        rule.judge(alerts);
        rule.guarded(new HealthEvent.Guarded(Subject.model("one"), one::get));
        rule.guarded(new HealthEvent.Guarded(Subject.model("other"), other::get));
        rule.guarded(new HealthEvent.Guarded(Subject.tier("native"), () -> Breaker.CLOSED));

        rule.judge(alerts);
        assertThat(news).isEmpty();

        other.set(Breaker.OPEN);
        rule.judge(alerts);
        assertThat(news).hasSize(1);

        one.set(Breaker.HALF_OPEN);
        rule.judge(alerts);
        assertThat(alerts.list(false, 200)).noneMatch(alert -> alert.cause().equals(LiveRule.CAUSE));
    }

    private TierFigures figures(long held, long silent) {
        return new TierFigures(
                subject.id(),
                "",
                "",
                Map.of("held", held, "silent", silent, "no_match", 100L),
                held,
                1.0,
                null,
                Usage.NONE,
                0);
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
