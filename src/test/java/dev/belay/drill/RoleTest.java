package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.script.Script;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
    private static final int EVER = Integer.MAX_VALUE;

    @Test
    void reads_what_a_model_name_asks_for() {
        assertThat(Role.of("standin-w06")).contains(role("ok", mishap("w06", 0, EVER), null));
        assertThat(Role.of("standin-w08-reset@k3@x2:12.3")).contains(role("ok", mishap("w08-reset", 3, 2), "12.3"));
        assertThat(Role.of("standin-w01@x1:invoice")).contains(role("ok", mishap("w01", 0, 1), "invoice"));
        assertThat(Role.of("standin-rec")).contains(role("rec", mishap("", 0, EVER), "rec"));
        assertThat(Role.of("standin-rec:7.1")).contains(role("rec", mishap("", 0, EVER), "7.1"));
    }

    @Test
    void reads_several_faults_and_one_play() {
        assertThat(Role.of("standin-w08+t02")).contains(role("ok", mishap("w08+t02", 0, EVER), null));
        assertThat(Role.of("standin-call+w08")).contains(role("call", mishap("w08", 0, EVER), null));
        assertThat(Role.of("standin-w08+rate-20x30").orElseThrow().play()).isEqualTo("rate-20x30");
    }

    @Test
    void reads_settings_in_any_order() {
        Role role = Role.of("standin-w04@r50@p20@l200-400@x3").orElseThrow();
        assertThat(role.percent()).isEqualTo(20);
        assertThat(role.mishap()).isEqualTo(mishap("w04", 0, 3));
        assertThat(role.tempo())
                .isEqualTo(Tempo.AT_ONCE
                        .latency(Duration.ofMillis(200), Duration.ofMillis(400))
                        .tokensPerSecond(50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standin-ok+call",
                "standin-w01@x1@x2",
                "standin-w01@k1-2",
                "standin-ok@l400-200",
                "standin-w01@q3",
                "standin-w01+",
                "standin-",
                "standin-W01"
            })
    void understands_no_other_names(String name) {
        assertThat(Role.of(name)).isEmpty();
    }

    @Test
    void leaves_other_names_alone() {
        assertThat(Role.of("gpt-4o")).isEmpty();
        assertThat(Role.of("llama3:8b")).isEmpty();
        assertThat(Role.of("my-standin-w06")).isEmpty();
    }

    private static Role role(String play, Script.Mishap mishap, String conversation) {
        return new Role(play, mishap, 100, Tempo.AT_ONCE, conversation);
    }

    private static Script.Mishap mishap(String faults, int afterResults, int times) {
        return new Script.Mishap(faults, afterResults, times);
    }
}
