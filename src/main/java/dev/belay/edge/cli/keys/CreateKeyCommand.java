package dev.belay.edge.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a key and shows it once: alone on standard output, so that it can go into a file without being seen.
@Command(
        name = "create",
        header = "Make a key; it is shown once.",
        footer = {"  belay keys create laptop > ~/.config/belay/api-key", "  belay keys create ops --scopes ask,admin"})
public final class CreateKeyCommand implements Callable<Integer>, NeedsApplication {
    private final Terminal terminal;
    private final KeyRings rings;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "NAME", description = "What the key is for.")
    private String name;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            defaultValue = "ask",
            description = "ask, approve, admin; separated by commas. Default: ask.")
    private List<String> scopes;

    @Option(
            names = "--tools",
            paramLabel = "NAME",
            split = ",",
            description = "The only tools the key may use. Default: all.")
    private List<String> tools;

    public CreateKeyCommand(Terminal terminal, KeyRings rings) {
        this.terminal = terminal;
        this.rings = rings;
    }

    @Override
    public Optional<BootSettings> application() {
        return KeyRings.application(server);
    }

    @Override
    public Integer call() {
        JsonNode created = rings.open(server).create(name, scopes, tools);
        output.write(terminal, created, List.of(created.path("key").asText("")));
        if (!output.json()) {
            terminal.err().text("This key has the id " + created.path("id").asText("") + " and is not shown again.");
        }
        return 0;
    }
}
