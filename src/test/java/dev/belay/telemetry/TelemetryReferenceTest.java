package dev.belay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.RunState;
import dev.belay.telemetry.content.ContentAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is documented is what there is.
class TelemetryReferenceTest {
    private static final Pattern HISTOGRAM = Pattern.compile("_(bucket|count|sum|max)$");

    @Test
    void documentsEveryAttribute() throws IOException, IllegalAccessException {
        assertThat(reference())
                .contains(attributes().stream().map(name -> "`" + name + "`").toList());
    }

    @Test
    void documentsExactlyTheMetricsThatAreExposed() throws IOException {
        Set<String> exposed = new TreeSet<>();
        for (String name : new Exposed().samples().keySet()) {
            if (name.startsWith("belay_") || name.startsWith("gen_ai_")) {
                exposed.add(HISTOGRAM.matcher(name).replaceAll(""));
            }
        }
        assertThat(DocumentedMetrics.read().keySet()).isEqualTo(exposed);
    }

    @Test
    void everyMetricSaysOfItselfWhatIsDocumented() throws IOException {
        Map<String, String> help = new Exposed().help();
        DocumentedMetrics.read().forEach((name, documented) -> {
            assertThat(help.get(name)).as(name).isNotBlank();
            assertThat(documented).as(name).startsWithIgnoringCase(help.get(name));
        });
    }

    @Test
    void documentsEveryStateARunCanEndIn() throws IOException {
        for (RunState state : RunState.values()) {
            if (state.kind() != RunState.Kind.LIVE) {
                assertThat(reference()).contains("`" + Labels.lower(state) + "`");
            }
        }
    }

    private static String reference() throws IOException {
        return Files.readString(Path.of("docs/reference/telemetry.md"));
    }

    private static List<String> attributes() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Class<?> constants : List.of(GenAi.class, BelayAttributes.class, ContentAttributes.class)) {
            for (Field field : constants.getDeclaredFields()) {
                if (field.getType() == AttributeKey.class) {
                    names.add(((AttributeKey<?>) field.get(null)).getKey());
                }
            }
        }
        return names;
    }
}
