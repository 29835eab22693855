package dev.belay.drill.score.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.catalogue.Programme;
import dev.belay.drill.score.play.Exercise;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static final URI PROVIDER = URI.create("http://127.0.0.1:9090/v1");

    @Test
    void a_name_for_each_fault_and_a_scope_for_each() {
        ForeignGateway gateway = gateway(Mapping.of("drill-{fault}"));

        assertThat(gateway.question(exercise("W08"), true, 3).model()).isEqualTo("drill-w08");
        assertThat(gateway.scope(exercise("W08"), true, 3)).isEqualTo("w08");
    }

    @Test
    void what_is_in_headers_gives_each_trial_a_scope_of_its_own() {
        ForeignGateway gateway = gateway(Mapping.read("""
                model: x
                headers:
                  x-route: >-
                    {"to": "{provider}/scope/{scope}/v1",
                      "models": ["{primary}", "{fallback}"]}
                faults:
                  W14:
                    headers: {x-more: yes please}
                  W27: {skip: no such thing there}
                """));

        Question question = gateway.question(exercise("W14"), true, 2);

        assertThat(question.headers())
                .containsEntry(
                        "x-route",
                        "{\"to\": \"http://127.0.0.1:9090/scope/w14-s2/v1\", "
                                + "\"models\": [\"standin-w14\", \"standin-noprefill\"]}")
                .containsEntry("x-more", "yes please");
        assertThat(gateway.unfit(exercise("W27"))).contains("no such thing there");
        assertThat(gateway.unfit(exercise("W14"))).isEmpty();
        assertThat(gateway.unfit(exercise("T05"))).isPresent();
    }

    @Test
    void a_mistake_is_named() {
        assertThatThrownBy(() -> Mapping.read("modle: x")).hasMessageContaining("modle is not known");
        assertThatThrownBy(() -> Mapping.read("- x")).hasMessageContaining("not a mapping");
        assertThatThrownBy(() -> Mapping.read("a: b: c")).hasMessageContaining("not YAML");
    }

    @Test
    void the_one_in_the_documentation_can_be_read() throws IOException {
        String yaml = Files.readString(Path.of("docs/how-to/drill-portkey.yaml"));

        Question question = gateway(Mapping.read(yaml)).question(exercise("W08"), false, 1);

        assertThat(question.model()).isEqualTo("standin-w08");
        assertThat(question.headers().get("x-portkey-config"))
                .contains("/scope/w08-p1/v1")
                .doesNotContain("\n", "{scope}");
    }

    @Test
    void the_configuration_names_every_fault_of_the_wire() {
        String yaml = ForeignGateway.configuration(Programme.of(Set.of()), PROVIDER);

        assertThat(yaml)
                .contains(
                        "name: drill-w01 ",
                        "base_url: http://127.0.0.1:9090/scope/w14/v1",
                        "[standin-w14, standin-noprefill]")
                .doesNotContain("drill-t05");
    }

    private static ForeignGateway gateway(Mapping mapping) {
        return new ForeignGateway(URI.create("http://gateway/v1"), null, mapping, PROVIDER);
    }

    private static Exercise exercise(String fault) {
        return Programme.of(Set.of(fault)).getFirst();
    }
}
