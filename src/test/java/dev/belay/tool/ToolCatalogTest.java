package dev.belay.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Caller;
import dev.belay.ledger.EffectClass;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolCatalogTest {
    private static final String ANY = "{\"type\":\"object\"}";

    @ToolDefinition(name = "b_tool", description = "B.", schema = ANY, effect = EffectClass.UNSAFE, timeoutSeconds = 3)
    static class Second implements Tool {
        @Override
        public String run(Arguments arguments, ToolContext context) {
            return "b";
        }
    }

    @ToolDefinition(name = "a-tool", description = "A.", schema = ANY)
    static class First extends Second {}

    /// As Arc makes one for an intercepted bean.
    static class Second_Subclass extends Second {}

    @ToolDefinition(name = "off", description = "Off.", schema = ANY)
    static class Off extends Second {
        @Override
        public String unavailable() {
            return "set belay.x";
        }
    }

    @ToolDefinition(name = "bad name", description = " ", schema = "{", timeoutSeconds = 0, outputLimit = 0)
    static class Wrong extends Second {}

    static class Plain implements Tool {
        @Override
        public String run(Arguments arguments, ToolContext context) {
            return "";
        }
    }

    private static ToolCatalog catalog(Tool... tools) {
        return new ToolCatalog(List.of(new BeanTools(List.of(tools))));
    }

    @Test
    void ofManyToolsTheNearestAreNamed() {
        List<String> names = IntStream.range(0, 5000).mapToObj(i -> "tool_" + i).toList();

        assertThat(new UnknownTool("tool_4321x", names))
                .hasMessageStartingWith("there is no tool \"tool_4321x\"; there are: tool_4321, ")
                .hasMessageEndingWith(" and 4980 more");
    }

    @Test
    void readsDefinitionsAlsoFromSubclassesMadeForBeans() {
        ToolCatalog catalog = catalog(new Second_Subclass(), new First());

        assertThat(catalog.list(Caller.LOCAL)).extracting(ToolDescription::name).containsExactly("a-tool", "b_tool");
        assertThat(catalog.find("b_tool").description().effect()).isEqualTo(EffectClass.UNSAFE);
        assertThat(catalog.specs(List.of("b_tool", "a-tool"), Caller.LOCAL))
                .extracting(spec -> spec.name() + spec.parameters())
                .containsExactly("b_tool" + ANY, "a-tool" + ANY);
    }

    @Test
    void aCallerSeesOnlyItsTools() {
        ToolCatalog catalog = catalog(new Second(), new First());
        Caller caller = new Caller("c", Set.of(), Set.of("a-tool", "off"));

        assertThat(catalog.list(caller)).extracting(ToolDescription::name).containsExactly("a-tool");
        assertThatThrownBy(() -> catalog.specs(List.of("b_tool"), caller))
                .isInstanceOf(UnknownTool.class)
                .hasMessage("there is no tool \"b_tool\"; there are: a-tool");
    }

    @Test
    void aToolThatLacksConfigurationSaysWhatItNeeds() {
        ToolCatalog catalog = catalog(new Off());

        assertThat(catalog.list(Caller.LOCAL)).isEmpty();
        assertThatThrownBy(() -> catalog.specs(List.of("off"), Caller.LOCAL))
                .isInstanceOf(UnknownTool.class)
                .hasMessageContaining("set belay.x");
    }

    @Test
    void everyMistakeNamesItsClass() {
        assertThatThrownBy(() -> catalog(new Wrong(), new Second(), new Second()))
                .isInstanceOfSatisfying(BadTools.class, bad -> assertThat(bad.problems())
                        .extracting(BadTools.Problem::where)
                        .contains(Wrong.class.getName(), Second.class.getName()))
                .hasMessageContaining("bad name")
                .hasMessageContaining("description is empty")
                .hasMessageContaining("schema is not JSON")
                .hasMessageContaining("timeout")
                .hasMessageContaining("output limit")
                .hasMessageContaining("is taken by");
        assertThatThrownBy(() -> catalog(new Plain())).hasMessageContaining("without @ToolDefinition");
    }
}
