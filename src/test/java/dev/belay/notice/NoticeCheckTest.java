package dev.belay.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.ConfigCheck.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeCheckTest {

    @Test
    void nothingIsNeededWhereNobodyIsTold() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void acceptsWhatIsComplete() {
        assertThat(problems(
                        "webhook.url", "https://hooks.example.com/belay",
                        "webhook.secrets", NoticesForTests.SECRET,
                        "email.to", "ops@example.com",
                        "email.from", "belay@example.com",
                        "types", "approval.asked"))
                .isEmpty();
    }

    @Test
    void namesEveryWrongProperty() {
        assertThat(problems(
                        "webhook.url", "http://hooks.example.com",
                        "types", "approval.asked,approval.forgotten",
                        "email.to", "ops",
                        "first-retry", "0s"))
                .extracting(Problem::property)
                .containsExactlyInAnyOrder(
                        "belay.notice.webhook.url",
                        "belay.notice.webhook.secrets",
                        "belay.notice.types",
                        "belay.notice.email.to[0]",
                        "belay.notice.email.from",
                        "belay.notice.first-retry");
    }

    @Test
    void neverShowsASecret() {
        assertThat(problems("webhook.secrets", "hunter2"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
    }

    private static List<Problem> problems(String... properties) {
        return new NoticeCheck().problems(NoticesForTests.config(properties));
    }
}
