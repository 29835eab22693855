package dev.belay.edge.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.drill.demo.Demo;
import dev.belay.edge.cli.ask.GatewayDesk;
import dev.belay.edge.cli.ask.Question;
import dev.belay.edge.cli.ask.Reply;
import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.panel.Watcher;
import dev.belay.edge.cli.render.ExplanationText;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Columns;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.edge.http.RunJson;
import dev.belay.exchange.Caller;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows a run that falls and is caught, on this machine and with nothing else: the provider is the stand-in, the
/// database the embedded one, the tools are real.
@Command(
        name = "demo",
        header = "Watch a run fall and be caught: no key, no network, real tools.",
        footer = {"  belay demo", "  belay demo --keep", "  belay demo --json"})
public final class DemoCommand implements Callable<Integer>, NeedsApplication {
    private final Terminal terminal;
    private final Stage stage;

    @Mixin
    private Output output;

    @Option(names = "--keep", description = "Leave the folder with the files, and say where it is.")
    private boolean keep;

    public DemoCommand(Terminal terminal, Stage stage) {
        this.terminal = terminal;
        this.stage = stage;
    }

    @Override
    public Optional<BootSettings> application() {
        if (!output.json()) {
            terminal.err().line("Starting a provider that misbehaves, three files and a database of its own …");
        }
        Scene scene = Scene.set();
        BootSettings settings = BootSettings.inTerminal().with(scene.configuration());
        return Optional.of(keep ? settings : settings.lastly(() -> new Written(scene.root()).remove()));
    }

    @Override
    public Integer call() {
        Written written = new Written(Path.of(System.getProperty(Scene.ROOT_PROPERTY)));
        Demo demo = Demo.load();
        ToolCount acted = new ToolCount();
        Reply reply = ask(demo, acted);
        JsonNode explanation = explanation(reply);
        if (output.json()) {
            ObjectNode all = Json.object();
            all.set("run", reply.run());
            all.set("explanation", explanation);
            all.set("acted", acted.json());
            all.set("written", written.json());
            Output.object(terminal, keep ? all.put("root", written.root().toString()) : all);
        } else {
            reply.print(terminal, false);
            terminal.out().line("");
            ExplanationText.lines(explanation, terminal.room()).forEach(terminal.out()::text);
            terminal.out().line("");
            terminal.out().prose("Each tool really acted: " + acted + ".", terminal.width());
            written.lines().forEach(terminal.out()::text);
            terminal.out().text(left(written));
        }
        return reply.exitCode();
    }

    /// Removes the folder unless it is to be kept; what a signal leaves of it goes when the process ends.
    private String left(Written written) {
        if (keep) {
            return "Kept: " + written.root();
        }
        return written.remove()
                ? "The folder of the demonstration is removed again; --keep leaves it."
                : "The folder of the demonstration could not be removed: " + written.root();
    }

    private Reply ask(Demo demo, ToolCount acted) {
        Question.Way way = new Question.Way(Scene.POLICY, null, null, Scene.TOOLS);
        Question question = new Question(demo.question(), null, way, Question.Terms.DEFAULT);
        if (!output.json()) {
            terminal.err().line("");
            Columns.wrap("> " + demo.question(), terminal.width(), 2).forEach(terminal.err()::line);
            terminal.err().line("");
        }
        try (Watcher watcher = output.json() ? Watcher.silent() : Watcher.on(terminal, Time.SYSTEM.ticker())) {
            Reply reply = new GatewayDesk(stage.gateway().get(), _ -> Optional.empty(), _ -> Optional.empty())
                    .ask(question, progress -> {
                        acted.note(progress);
                        watcher.accept(progress);
                    });
            watcher.accept(new Progress.Ended(reply.state(), ""));
            return reply;
        }
    }

    private JsonNode explanation(Reply reply) {
        return stage.runs()
                .get()
                .explain(reply.run().path("id").asText(), Caller.LOCAL)
                .map(explanation -> (JsonNode) RunJson.of(explanation))
                .orElseGet(Json::object);
    }
}
