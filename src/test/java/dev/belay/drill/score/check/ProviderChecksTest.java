package dev.belay.drill.score.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.log.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderChecksTest {
    private final Points points = new Points();

    private ProviderChecks ways(int ways, long... started) {
        List<Seen> attempts =
                Arrays.stream(started).mapToObj(ProviderChecksTest::at).toList();
        return new ProviderChecks(points, attempts, ways);
    }

    private static Seen at(long started) {
        var shape = new Seen.Shape(true, 1, 0, 0, List.of(), false);
        var asked = new Seen.Asked("s", "/v1", "standin-w04", Map.of(), shape, new Seen.Raw(0, "", null));
        return new Seen(
                1,
                "c1",
                asked,
                new Seen.Played("w04", 1, 503, 0, 0, false),
                new Seen.Sent("", 0, 0),
                new Seen.Times(Instant.EPOCH, started, started, started, null));
    }

    private boolean ok() {
        return points.all().stream().allMatch(Point::ok);
    }

    @Test
    void waysThatBeginAtOnceCountAsOne() {
        ways(3, 0, 40, 90).atMost(1);
        assertThat(ok()).isTrue();
    }

    @Test
    void noMoreOfThemThanThereAreWays() {
        ways(3, 0, 10, 20, 30).atMost(1);
        assertThat(ok()).isFalse();
    }

    @Test
    void whatComesLaterIsARetry() {
        ways(3, 0, 10, 600).atMost(1);
        assertThat(ok()).isFalse();
    }

    @Test
    void aGatewayThatGoesOneWayIsJudgedAsEver() {
        ways(1, 0, 10).secondNotBefore(Duration.ofMillis(1800));
        ways(1, 0, 10).pace(1, Duration.ofSeconds(1));
        assertThat(points.all()).noneMatch(Point::ok);
    }

    @Test
    void theWaitIsThatBeforeTheFirstRetry() {
        ways(3, 0, 10, 20, 2100).secondNotBefore(Duration.ofMillis(1800));
        assertThat(ok()).isTrue();
        ways(3, 0, 10, 20, 900).secondNotBefore(Duration.ofMillis(1800));
        assertThat(ok()).isFalse();
    }
}
