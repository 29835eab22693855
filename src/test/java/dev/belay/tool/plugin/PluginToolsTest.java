package dev.belay.tool.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.ledger.EffectClass;
import dev.belay.tool.Arguments;
import dev.belay.tool.BadTools;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars are compiled here, from sources that the application does not have.
class PluginToolsTest {
    private static final String GREETING = """
            package shop;
            import dev.belay.tool.*;
            @ToolDefinition(name = "greet", description = "Greets.", schema = "{\\"type\\":\\"object\\"}",
                effect = dev.belay.ledger.EffectClass.KEYED)
            public class Greet implements Tool {
                public String run(Arguments arguments, ToolContext context) { return Word.HELLO; }
            }
            """;
    private static final String WORD = "package shop; class Word { static String HELLO = \"hello\".toString(); }";

    @TempDir
    Path folder;

    private final Map<String, String> properties = new HashMap<>();

    @ToolDefinition(name = "greet", description = "Ours.", schema = "{\"type\":\"object\"}")
    static class Ours implements Tool {
        @Override
        public String run(Arguments arguments, ToolContext context) {
            return "ours";
        }
    }

    @Test
    void offersWhatAJarBrings() throws Exception {
        plugins(jar("greet.jar", "shop.Greet", Map.of("shop.Greet", GREETING, "shop.Word", WORD)));

        try (PluginTools plugins = plugins()) {
            ToolCatalog.Entry greet = new ToolCatalog(List.of(plugins)).find("greet");
            assertThat(greet.tool().run(null, null)).isEqualTo("hello");
            assertThat(greet.description().effect()).isEqualTo(EffectClass.KEYED);
            assertThat(greet.tool().getClass().getClassLoader())
                    .isNotEqualTo(getClass().getClassLoader());
            assertThat(greet.origin()).contains("belay.tools.plugins[0]", "greet.jar", "shop.Greet");
        }
        assertThat(check()).isEmpty();
    }

    @Test
    void aFolderIsAToolAndItsLibraries() throws Exception {
        Path whole = jar("whole.jar", "shop.Greet", Map.of("shop.Greet", GREETING, "shop.Word", WORD));
        Path plugin = Files.createDirectory(folder.resolve("plugin"));
        PluginJars.only(whole, plugin.resolve("a.jar"), name -> !name.contains("Word"));
        PluginJars.only(whole, plugin.resolve("b.jar"), name -> name.contains("Word"));
        plugins(plugin);

        try (PluginTools plugins = plugins()) {
            assertThat(new ToolCatalog(List.of(plugins)).find("greet").tool().run(null, null))
                    .isEqualTo("hello");
        }
    }

    @Test
    void aNameThatIsTakenEndsTheStartUnlessItIsToBeReplaced() throws Exception {
        plugins(jar("greet.jar", "shop.Greet", Map.of("shop.Greet", GREETING, "shop.Word", WORD)));
        ToolSource ours = () -> List.of(new ToolSource.Supplied(
                dev.belay.tool.ToolDescription.of(Ours.class).orElseThrow(), new Ours(), "ours"));

        try (PluginTools plugins = plugins()) {
            assertThatThrownBy(() -> new ToolCatalog(List.of(ours, plugins)))
                    .isInstanceOf(BadTools.class)
                    .hasMessageContaining("belay.tools.plugins[0]")
                    .hasMessageContaining("taken by ours");
        }
        properties.put("belay.tools.plugins-replace", "greet");
        try (PluginTools plugins = plugins()) {
            assertThat(new ToolCatalog(List.of(ours, plugins))
                            .find("greet")
                            .tool()
                            .run(null, null))
                    .isEqualTo("hello");
            assertThat(new ToolCatalog(List.of(plugins, ours))
                            .find("greet")
                            .tool()
                            .run(null, null))
                    .isEqualTo("hello");
        }
        properties.put("belay.tools.plugins-replace", "greet,gone");
        assertThat(check()).containsExactly("belay.tools.plugins-replace: no jar brings a tool \"gone\"");
    }

    @Test
    void everyMistakeIsToldWithPropertyAndFile() throws Exception {
        String plain = GREETING.replaceAll("(?s)@ToolDefinition.*KEYED\\)", "").replace("Word.HELLO", "\"\"");
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip");
        plugins(
                folder.resolve("gone.jar"),
                broken,
                Files.createDirectory(folder.resolve("empty")),
                jar("undeclared.jar", null, Map.of("shop.Word", WORD)),
                jar("blank.jar", "# nobody", Map.of("shop.Word", WORD)),
                jar("plain.jar", "shop.Greet", Map.of("shop.Greet", plain)),
                jar("absent.jar", "shop.Absent", Map.of("shop.Word", WORD)),
                jar("throwing.jar", "shop.Greet", Map.of("shop.Greet", throwing(), "shop.Word", WORD)),
                jar("hidden.jar", "shop.Greet", Map.of("shop.Greet", hidden(), "shop.Word", WORD)),
                jar("word.jar", "shop.Word", Map.of("shop.Word", WORD)));

        List<String> problems = check();
        assertThat(problems).hasSize(10);
        assertThat(problems.get(0)).startsWith("belay.tools.plugins[0]: ").endsWith("gone.jar does not exist");
        assertThat(problems.get(1)).startsWith("belay.tools.plugins[1]: ").endsWith("broken.jar is not a jar");
        assertThat(problems.get(2)).contains("there is no jar in ").endsWith("empty");
        assertThat(problems.get(3)).contains("undeclared.jar declares no tool: it has no META-INF/services/dev.belay");
        assertThat(problems.get(4)).contains("blank.jar declares no tool").endsWith("is empty");
        assertThat(problems.get(5)).contains("plain.jar: shop.Greet is a Tool without @ToolDefinition");
        assertThat(problems.get(6)).contains("absent.jar: ", "shop.Absent not found");
        assertThat(problems.get(7)).contains("throwing.jar: shop.Greet cannot be created: ", "no till");
        assertThat(problems.get(8)).contains("hidden.jar: ", "shop.Greet");
        assertThat(problems.get(9)).contains("word.jar: ", "shop.Word not a subtype");
    }

    @Test
    void theNativeBinaryRefusesThem() {
        plugins(folder.resolve("any.jar"));

        try (PluginTools plugins = new PluginTools(config().getConfigMapping(PluginToolsConfig.class), false)) {
            assertThatThrownBy(plugins::tools)
                    .isInstanceOf(BadTools.class)
                    .hasMessageContaining("belay.tools.plugins: the native binary cannot load classes");
        }
    }

    private static String throwing() {
        return GREETING.replace(
                "implements Tool {",
                "implements Tool { public Greet() { throw new IllegalStateException(\"no till\"); }");
    }

    private static String hidden() {
        return GREETING.replace("implements Tool {", "implements Tool { Greet() {}");
    }

    private Path jar(String name, String declared, Map<String, String> sources) throws IOException {
        return PluginJars.compile(folder.resolve(name), declared, sources);
    }

    private void plugins(Path... places) {
        for (int i = 0; i < places.length; i++) {
            properties.put("belay.tools.plugins[" + i + "]", places[i].toString());
        }
    }

    private PluginTools plugins() {
        return new PluginTools(config().getConfigMapping(PluginToolsConfig.class));
    }

    private List<String> check() {
        return new PluginToolsCheck()
                .problems(config()).stream().map(Object::toString).toList();
    }

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(PluginToolsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }
}
