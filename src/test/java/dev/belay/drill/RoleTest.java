package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {
    private static final int EVER = Integer.MAX_VALUE;

    @Test
    void reads_what_a_model_name_asks_for() {
        assertThat(Role.of("standin-w06")).contains(new Role("w06", 0, EVER, null));
        assertThat(Role.of("standin-w08-reset@k3@x2:12.3")).contains(new Role("w08-reset", 3, 2, "12.3"));
        assertThat(Role.of("standin-w01@x1:invoice")).contains(new Role("w01", 0, 1, "invoice"));
        assertThat(Role.of("standin-rec")).contains(new Role("rec", 0, EVER, "rec"));
        assertThat(Role.of("standin-rec:7.1")).contains(new Role("rec", 0, EVER, "7.1"));
    }

    @Test
    void leaves_other_names_alone() {
        assertThat(Role.of("gpt-4o")).isEmpty();
        assertThat(Role.of("llama3:8b")).isEmpty();
        assertThat(Role.of("my-standin-w06")).isEmpty();
    }
}
