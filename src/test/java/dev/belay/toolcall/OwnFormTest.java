package dev.belay.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.toolcall.write.form.Forms;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFormTest {
    private static final List<ToolSpec> TOOLS = List.of(
            new ToolSpec("read_file", "Reads.", """
                    {"type":"object","properties":{"path":{"type":"string"},"lines":{"type":"integer"},
                     "deep":{"type":"boolean"},"tags":{"type":"array","items":{"type":"string"}},
                     "range":{"type":"object","properties":{"from":{"type":"integer"}}}}}"""),
            new ToolSpec("write_file", "Writes.", """
                    {"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}}}"""),
            new ToolSpec("current_time", "Tells.", "{\"type\":\"object\"}"));

    private final ToolCallParser parser = new ToolCallParser();

    private Reading read(String text) {
        return parser.parse(text, TOOLS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<invoke><read_file><arguments><path>x</path></arguments></read_file></invoke> | {\"path\":\"x\"}",
                "<invoke><read_file><path>x</path></read_file></invoke> | {\"path\":\"x\"}",
                "<invoke> <read_file> <arguments> <path> x </path> </arguments> </read_file> </invoke> | {\"path\":\"x\"}",
                "<invoke><read_file></read_file></invoke> | {}",
                "<invoke><read_file/></invoke> | {}",
                "<invoke><read_file><arguments></arguments></read_file></invoke> | {}",
                "<invoke><read_file><path>5</path><lines>5</lines></read_file></invoke> | {\"path\":\"5\",\"lines\":5}",
                "<invoke><read_file><lines>5 apples</lines></read_file></invoke> | {\"lines\":\"5 apples\"}",
                "<invoke><read_file><deep>True</deep></read_file></invoke> | {\"deep\":true}",
                "<invoke><read_file><tags>[\"a\",\"b\"]</tags></read_file></invoke> | {\"tags\":[\"a\",\"b\"]}",
                "<invoke><read_file><tags><item>a</item><item>b</item></tags></read_file></invoke> | {\"tags\":[\"a\",\"b\"]}",
                "<invoke><read_file><tags>a</tags><tags>b</tags></read_file></invoke> | {\"tags\":[\"a\",\"b\"]}",
                "<invoke><read_file><range><from>3</from></range></read_file></invoke> | {\"range\":{\"from\":3}}",
                "<invoke><read_file><range>{\"from\":3}</range></read_file></invoke> | {\"range\":{\"from\":3}}",
                "<invoke><read_file>{\"path\":\"x\"}</read_file></invoke> | {\"path\":\"x\"}",
                "<invoke><read_file><arguments>{\"path\":\"x\"}</arguments></read_file></invoke> | {\"path\":\"x\"}",
                "<invoke><read_file><path><![CDATA[</path> & <b>]]></path></read_file></invoke> | {\"path\":\"</path> & <b>\"}",
                "<invoke><read_file><path>a < b && c &lt; d</path></read_file></invoke> | {\"path\":\"a < b && c &lt; d\"}",
                "<invoke><read_file><path>a <path>b</path> c</path></read_file></invoke> | {\"path\":\"a <path>b</path> c\"}",
                "<invoke><read_file><path>a <path> c</path></read_file></invoke> | {\"path\":\"a <path> c\"}",
                "<invoke><read_file><path>x</path></read_file> | {\"path\":\"x\"}",
                "<invoke><read_file><arguments><path>x</path></read_file></invoke> | {\"path\":\"x\"}",
                "Let me look: <invoke><read_file><path>x</path></read_file></invoke> | {\"path\":\"x\"}",
                "<think>maybe</think><invoke><read_file><path>x</path></read_file></invoke> | {\"path\":\"x\"}",
            })
    void readsTags(String text, String arguments) {
        Reading read = read(text);

        assertThat(read.problem()).isNull();
        assertThat(read.calls()).containsExactly(new ToolCall(null, "read_file", arguments));
    }

    @Test
    void keepsTextOfSeveralLinesAsItIs() {
        Reading read = read("""
                <invoke><write_file><path>a.html</path><content>
                  <p>x &amp; y</p>
                  <p>z</p>
                </content></write_file></invoke>""");

        assertThat(read.calls().getFirst().arguments())
                .isEqualTo("{\"path\":\"a.html\",\"content\":\"  <p>x &amp; y</p>\\n  <p>z</p>\\n\"}");
    }

    @Test
    void readsSeveralCallsAndTheWordsAroundThem() {
        Reading read = read("""
                First this:
                <invoke><read_file><path>a</path></read_file></invoke>
                <invoke><current_time></current_time><read_file><path>b</path></read_file></invoke>
                Done.""");

        assertThat(read.calls()).extracting(ToolCall::name).containsExactly("read_file", "current_time", "read_file");
        assertThat(read.text()).startsWith("First this:").endsWith("Done.").doesNotContain("invoke");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"name\":\"read_file\",\"arguments\":{\"path\":\"x\"}}\n```",
                "```\n{\"tool\":\"read_file\",\"arguments\":{\"path\":\"x\"}}\n```",
                "```tool_call\n[{\"name\":\"read_file\",\"parameters\":{\"path\":\"x\"}}]\n```\nI wait.",
                "```json\n{\"name\":\"read_file\",\"arguments\":\"{\\\"path\\\":\\\"x\\\"}\"}\n```",
                "```xml\n<invoke><read_file><path>x</path></read_file></invoke>\n```\n",
            })
    void readsBlocks(String text) {
        assertThat(read(text).problem()).isNull();
        assertThat(read(text).calls()).containsExactly(new ToolCall(null, "read_file", "{\"path\":\"x\"}"));
    }

    @Test
    void anUnknownToolIsNeverCalled() {
        assertThat(read("<invoke><fly><to>x</to></fly></invoke>").problem())
                .isEqualTo("there is no tool fly; the tools are: read_file, write_file, current_time");
        assertThat(read("<invoke><fly><to>x</to></fly></invoke>").asked())
                .containsExactly(new ToolCall(null, "fly", "{\"to\":\"x\"}"));
        assertThat(read("```json\n{\"name\":\"fly\",\"arguments\":{}}\n```").problem())
                .contains("no tool fly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I could call read_file with the path x.",
                "The form is `<invoke><read_file><path>x</path></read_file></invoke>`, I think.",
                "It says \"<invoke><read_file><path>x</path></read_file></invoke>\".",
                "You write <invoke><tool_name>…</tool_name></invoke> for that.",
                "An <invoke><read_file> is what you need.",
                "For example:\n```xml\n<invoke><read_file><path>x</path></read_file></invoke>\n```\nThat reads x.",
                "<think><invoke><read_file><path>x</path></read_file></invoke></think>No.",
                "<invoke><read_file><path>x</path></read_file></invoke></think>No.",
                "```json\n{\"name\":\"Ada\",\"age\":36}\n```",
                "```json\n{\"answer\": 42}\n```",
                "```json\n{not json\n```",
                "Use `` <invoke> `` or an open ` tick\n and go on",
                "a < b and c > d",
                "",
            })
    void talkIsNoCall(String text) {
        Reading read = read(text);

        assertThat(read.calls()).isEmpty();
        assertThat(read.problem()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<invoke><read_file><arguments><path>x | </path> is missing",
                "So: <invoke><read_file><arguments><path>x | </path> is missing",
                "<invoke><read_file><path>x</path> | </read_file> is missing",
                "<invoke><read_file><path>x</path>and more</read_file></invoke> | text stands between",
                "<invoke>read_file</invoke> | name of the tool",
                "<invoke><read_file path=\"x\"></read_file></invoke> | no attributes",
                "<invoke><read_file><path kind=\"a\">x</path></read_file></invoke> | without attributes",
                "<invoke><read_file>{\"path\":</read_file></invoke> | not valid JSON",
                "<invoke><read_file><path><![CDATA[x</path></read_file></invoke> | ]]> is missing",
            })
    void whatIsNotWholeIsAProblem(String text, String problem) {
        Reading read = read(text);

        assertThat(read.problem()).contains(problem);
        assertThat(read.calls()).isEmpty();
    }

    @Test
    void aThoughtThatNeverEndsMayEndInACall() {
        Reading read = read("<think>So I read it.\n<invoke><read_file><path>x</path></read_file></invoke>");

        assertThat(read.calls()).hasSize(1);
        assertThat(read.confidence()).isLessThan(0.5);
        assertThat(read("<think><invoke><read_file><path>x</path></read_file></invoke> and then")
                        .calls())
                .isEmpty();
    }

    @Test
    void oneBrokenCallStopsThemAll() {
        Reading read = read("<invoke><read_file><path>a</path></read_file></invoke>\n<invoke><read_file><path>b");

        assertThat(read.calls()).isEmpty();
        assertThat(read.problem()).contains("</path> is missing");
    }

    @Test
    void repairsAreRecorded() {
        assertThat(read("<invoke><read_file><deep>True</deep></read_file>").repairs())
                .containsExactly("missing-closer", "python-literal");
        assertThat(read("<invoke><read_file><deep>true</deep></read_file></invoke>")
                        .repairs())
                .isEmpty();
    }

    @Test
    void theProtocolDescribesWhatIsRead() {
        String words = Forms.named("belay").lesson(TOOLS);

        assertThat(words).contains("- read_file: Reads.", "- current_time: Tells.", "\"type\":\"integer\"");
        assertThat(words).doesNotContain("{tools}");
        String example = words.lines()
                .filter(line -> line.startsWith("<invoke>"))
                .findFirst()
                .orElseThrow();
        assertThat(read(example.replace("tool_name", "read_file").replace("argument_name", "path"))
                        .calls())
                .containsExactly(new ToolCall(null, "read_file", "{\"path\":\"value\"}"));
    }
}
