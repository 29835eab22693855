package dev.belay.airline.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.Reading;
import dev.belay.toolcall.ToolCallParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every spelling of a call that the conversations are played in is read as this call, with and without words, and sure
/// enough to act on. Needs no recordings.
class SpokenTest {
    /// Below it a person is asked, see `belay.approval.confidence.review`.
    private static final double ACTS = 0.7;

    private static final ToolSpec BOOK = new ToolSpec("book_table", "", """
            {"type": "object", "properties": {"name": {"type": "string"}, "guests": {"type": "integer"},
             "outside": {"type": "boolean"}, "wishes": {"type": "array", "items": {"type": "object"}}}}
            """);

    @ParameterizedTest
    @EnumSource
    void isReadAsItIsMeant(Spoken spoken) {
        String arguments = """
                {"name": "O'Hara & \\"Söhne\\"", "guests": 4, "outside": false,
                 "wishes": [{"dish": "soup, hot", "times": 2}, {"dish": "bread", "cut": true}]}""";
        for (String words : List.of("", "I will look into that for you.", "Let me see what there is in your class.")) {
            String text = spoken.call(words, BOOK.name(), arguments);
            Reading read = new ToolCallParser().parse(text, List.of(BOOK));
            assertThat(read.problem()).as(text).isNull();
            assertThat(read.calls()).as(text).singleElement().satisfies(call -> {
                assertThat(call.name()).isEqualTo(BOOK.name());
                assertThat(Json.tree(call.arguments())).isEqualTo(Json.tree(arguments));
            });
            assertThat(read.confidence()).as(text).isGreaterThanOrEqualTo(ACTS);
        }
    }
}
