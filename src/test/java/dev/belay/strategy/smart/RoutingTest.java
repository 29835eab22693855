package dev.belay.strategy.smart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.statistics.learning.Experience;
import dev.belay.statistics.learning.Knowledge;
import dev.belay.tier.support.Calls;
import dev.belay.tier.support.RecordingPassage;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {
    private static final String[] CHAIN = {"native", "adk", "loop", "rules"};
    private static final Predicate<String> LIVE = Set.of("native", "adk", "loop")::contains;

    private final RecordingPassage passage = new RecordingPassage();

    @ParameterizedTest
    @CsvSource({
        "0, 5, loop",
        "0, 5000, loop",
        "1, 99, adk",
        "2, 99, adk",
        "2, 100, native",
        "3, 5, native",
    })
    void theDefaultsChooseByToolsAndLength(int tools, int characters, String first) {
        assertThat(routed(Calls.request(tools, "x".repeat(characters)), Map.of()))
                .first()
                .isEqualTo(first);
    }

    @Test
    void theRestOfTheChainFollowsInItsOwnOrder() {
        assertThat(routed(Calls.request(0, "hello"), Map.of())).containsExactly("loop", "native", "adk", "rules");
        assertThat(passage.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.applied()).isTrue();
            assertThat(choice.order()).containsExactly("loop", "native", "adk", "rules");
            assertThat(choice.reason()).isEqualTo("simple: 0 tools, 5 characters");
        });
    }

    @Test
    void structureAndALargeSchemaRaiseATask() {
        String list = "- a thing\n".repeat(8);
        assertThat(routed(Calls.request(0, list), Map.of())).first().isEqualTo("adk");
        assertThat(routed(withSchema(list, 10), Map.of())).first().isEqualTo("native");
        assertThat(passage.choices().getLast().reason())
                .isEqualTo(
                        "complex: 0 tools, 80 characters, 8 lines of lists, tables or code, 10 fields in the schema");
        assertThat(routed(withSchema("hello", 9), Map.of())).first().isEqualTo("loop");
    }

    @Test
    void whatSuchTasksCostSoFarRaisesATask() {
        Request request = Calls.request(0, "hello");
        Task task = Task.of(request);
        var costly = new Experience(20, 0, 1, 20, 200_000, 0, 0);
        var place = new Knowledge.Place("loop", task.kind(), task.toolSet());
        assertThat(routed(request, new Knowledge(Map.of(place, costly)), LIVE))
                .first()
                .isEqualTo("adk");
        assertThat(passage.choices().getLast().reason()).endsWith("10000 tokens for such a task so far");
    }

    @Test
    void thresholdsAndTiersAreConfigured() {
        var settings = Map.of(
                "belay.strategies.smart.first.medium", "native",
                "belay.strategies.smart.medium-tools", "5",
                "belay.strategies.smart.medium-characters", "1000");
        assertThat(routed(Calls.request(5, "x".repeat(999)), settings)).first().isEqualTo("native");
    }

    /// What a request names itself, or else what can be seen of it.
    @Test
    void aKindOfTaskHasItsTierHoweverComplexItIs() {
        var settings = Map.of(
                "belay.strategies.smart.first.by-kind.critical", "native",
                "belay.strategies.smart.first.by-kind.tools", "loop",
                "belay.strategies.smart.first.by-kind.odd", "code");
        assertThat(routed(ofKind("critical"), settings)).containsExactly("native", "adk", "loop", "rules");
        assertThat(passage.choices().getLast().reason()).isEqualTo("of the kind critical");
        assertThat(routed(Calls.request(3, "hello"), settings)).first().isEqualTo("loop");
        assertThat(routed(Calls.request(0, "hello"), settings)).first().isEqualTo("loop");
        assertThat(passage.choices().getLast().reason()).startsWith("simple: ");
        assertThat(routed(ofKind("odd"), settings)).containsExactly(CHAIN);
        assertThat(passage.choices().getLast().reason()).isEqualTo("of the kind odd; code is not in the chain");
    }

    private static Request ofKind(String kind) {
        Request plain = Calls.request(0, "hello");
        Request.Way way = plain.way().marked(Request.Mark.ofKind(kind));
        return new Request(plain.conversation(), plain.tools(), way, plain.terms());
    }

    @Test
    void aTierThatIsNotThereIsPassedOver() {
        var routing = new Routing(config(Map.of()), () -> Knowledge.NONE, "native"::equals);
        var call = Calls.call(Calls.request(0, "hello"), passage, CHAIN);
        assertThat(routing.routed(call).chain().tiers()).containsExactly(CHAIN);
        assertThat(passage.choices().getLast().reason()).endsWith("; loop cannot be tried now");

        var other = new RecordingPassage();
        var short_ = Calls.call(Calls.request(0, "hello"), other, "rules", "native");
        assertThat(routing.routed(short_).chain().tiers()).containsExactly("rules", "native");
        assertThat(other.choices().getLast().reason()).endsWith("; loop is not in the chain");
    }

    @Test
    void aRunThatIsTakenOverKeepsWhatWasChosen() {
        routed(Calls.request(0, "hello"), Map.of());
        var later = new Routing(config(Map.of()), () -> Knowledge.NONE, _ -> false);
        var left = Calls.call(Calls.request(3, "hello"), passage, "native", "loop", "rules");
        assertThat(later.routed(left).chain().tiers()).containsExactly("loop", "native", "rules");
        assertThat(passage.choices()).hasSize(1);
    }

    @Test
    void nothingDegradedIsEverFirst() {
        var problems = new SmartCheck()
                .problems(builder(Map.of(
                                "belay.strategies.smart.first.simple", "rules",
                                "belay.strategies.smart.first.medium", "luck",
                                "belay.strategies.smart.first.by-kind.text", "rules"))
                        .build());
        assertThat(problems)
                .extracting(Object::toString)
                .containsExactly(
                        "belay.strategies.smart.first.simple: must be a tier that asks models",
                        "belay.strategies.smart.first.medium: there is no tier \"luck\"; there are: "
                                + "native, adk, loop, code, rules",
                        "belay.strategies.smart.first.by-kind.text: must be a tier that asks models");
    }

    private List<String> routed(Request request, Map<String, String> settings) {
        var fresh = new RecordingPassage();
        var tiers = new Routing(config(settings), () -> Knowledge.NONE, LIVE)
                .routed(Calls.call(request, fresh, CHAIN))
                .chain()
                .tiers();
        fresh.choices().forEach(passage::chose);
        return tiers;
    }

    private List<String> routed(Request request, Knowledge knowledge, Predicate<String> live) {
        return new Routing(config(Map.of()), () -> knowledge, live)
                .routed(Calls.call(request, passage, CHAIN))
                .chain()
                .tiers();
    }

    private static Request withSchema(String text, int fields) {
        StringBuilder schema = new StringBuilder("{\"type\":\"object\",\"properties\":{\"inner\":{\"properties\":{");
        for (int i = 1; i < fields; i++) {
            schema.append(i == 1 ? "" : ",").append("\"f").append(i).append("\":{}");
        }
        Request plain = Calls.request(0, text);
        var format = new ResponseFormat(
                ResponseFormat.Kind.JSON_SCHEMA, "s", schema.append("}}}}").toString(), true);
        var conversation = new Request.Conversation(plain.conversation().messages(), Sampling.DEFAULT, format);
        return new Request(conversation, plain.tools(), plain.way(), plain.terms());
    }

    private static SmartConfig config(Map<String, String> settings) {
        return builder(settings).build().getConfigMapping(SmartConfig.class);
    }

    private static SmallRyeConfigBuilder builder(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(SmartConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100));
    }
}
