package dev.belay.model.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunRetriesTest {
    private final RunRetries retries = new RunRetries(3);

    @Test
    void branchesShareThoseOfTheirRun() {
        try (var one = retries.of("run");
                var other = retries.of("run")) {
            assertThat(one.again("m")).isEqualTo(1);
            assertThat(other.again("m")).isEqualTo(2);
            assertThat(one.again("m")).isZero();
            assertThat(other.again("another model")).isEqualTo(1);
        }
    }

    @Test
    void otherRunsHaveTheirOwn() {
        try (var one = retries.of("run");
                var other = retries.of("another")) {
            one.again("m");
            one.again("m");
            assertThat(other.again("m")).isEqualTo(1);
        }
    }

    @Test
    void anAnswerGivesThemBack() {
        try (var run = retries.of("run")) {
            run.again("m");
            run.again("m");
            run.answered("m");
            assertThat(run.again("m")).isEqualTo(1);
        }
    }

    @Test
    void nothingIsKeptOfARunThatDoesNotAsk() {
        var one = retries.of("run");
        var other = retries.of("run");
        one.close();
        assertThat(retries.asking()).isEqualTo(1);
        other.close();
        assertThat(retries.asking()).isZero();
    }
}
