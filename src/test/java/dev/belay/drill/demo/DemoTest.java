package dev.belay.drill.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.Reply;
import dev.belay.drill.script.Script;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private final Demo demo = Demo.load();

    @Test
    void goes_through_four_tools_to_the_answer() {
        List<Message> turns = new ArrayList<>(List.of(new Message.User(demo.question())));
        List<String> used = new ArrayList<>();
        Message.Assistant decision = next(turns);
        while (decision.callsTools()) {
            turns.add(decision);
            ToolCall call = decision.toolCalls().getFirst();
            used.add(call.name());
            turns.add(new Message.Tool(call.id(), call.name(), "fine"));
            decision = next(turns);
        }
        assertThat(used).containsExactly("list_files", "read_file", "calculate", "write_file");
        assertThat(decision.text()).contains("1409.04").contains("payment-HP-2031.md");
    }

    @Test
    void arms_the_route_so_that_one_tier_falls_holding_two_results() {
        assertThat(demo.script().models())
                .containsKeys(Demo.ROUTE.toArray(String[]::new))
                .containsEntry("demo-primary", new Script.Mishap("w06", 2, 1));
    }

    @Test
    void copies_the_files_the_script_speaks_of(@TempDir Path root) throws Exception {
        Demo.copyFiles(root.resolve("files"));
        assertThat(Files.readString(root.resolve("files/invoices/HP-2031.txt")))
                .contains("48  brochures", "12.40", "89.00", "45.00", "20 %");
        assertThat(48 * 1240 + 6 * 8900 + 4500).isEqualTo(117420);
        assertThat(117420 * 12 / 10).isEqualTo(140904);
    }

    private Message.Assistant next(List<Message> turns) {
        return demo.script()
                .next(new Conversation(turns, Set.of(), false))
                .map(Reply.Found::reply)
                .orElseThrow()
                .message();
    }
}
