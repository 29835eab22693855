package dev.belay.edge.cli.ask;

import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.panel.Watcher;
import dev.belay.edge.cli.remote.ApiFailed;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Asks again and again within one session, whose history the gateway keeps.
@Command(
        name = "chat",
        header = "Talk. /quit leaves, /history shows what you asked, /help says more.",
        footer = {"  belay chat", "  belay chat --session holidays --tools read_file,list_files"})
public final class ChatCommand implements Callable<Integer>, NeedsApplication {
    private static final List<String> HELP =
            List.of("/quit     leave", "/history  what you asked", "!3        ask number 3 again", "/help     this");

    private final Terminal terminal;
    private final Desks desks;
    private final Ids ids;
    private final List<String> asked = new ArrayList<>();

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Mixin
    private RequestOptions request;

    public ChatCommand(Terminal terminal, Desks desks, Ids ids) {
        this.terminal = terminal;
        this.desks = desks;
        this.ids = ids;
    }

    @Override
    public Optional<BootSettings> application() {
        return server.named() ? Optional.empty() : Optional.of(BootSettings.inTerminal());
    }

    @Override
    public Integer call() throws IOException {
        String session = "chat-" + ids.secret(9);
        Desk desk = desks.open(server);
        desks.notice(server).ifPresent(notice -> terminal.err().prose("belay: " + notice, terminal.width()));
        BufferedReader lines = Terminal.lines();
        int exit = 0;
        for (String line = prompt(lines); line != null && !line.equals("/quit"); line = prompt(lines)) {
            if (!line.isEmpty()) {
                exit = heed(line, desk, session, exit);
            }
        }
        return exit;
    }

    /// A command or a question.
    ///
    /// @return exit code of the latest question
    private int heed(String line, Desk desk, String session, int before) {
        if (line.equals("/history")) {
            for (int i = 0; i < asked.size(); i++) {
                terminal.err().text((i + 1) + "  " + asked.get(i));
            }
            return before;
        }
        String meant = recalled(line);
        if (line.startsWith("/") || meant == null) {
            HELP.forEach(terminal.err()::line);
            return before;
        }
        asked.add(meant);
        return ask(meant, desk, session);
    }

    private String recalled(String line) {
        if (!line.matches("![0-9]{1,6}")) {
            return line;
        }
        int number = Integer.parseInt(line.substring(1));
        return number >= 1 && number <= asked.size() ? asked.get(number - 1) : null;
    }

    private int ask(String text, Desk desk, String session) {
        try {
            Reply reply = watched(request.question(text, session), desk);
            reply.print(terminal, output.json());
            return reply.exitCode();
        } catch (Refusal refusal) {
            terminal.err().text("belay: " + refusal.getMessage());
            return ExitCode.of(refusal);
        } catch (ApiFailed failed) {
            terminal.err().text("belay: " + failed.told());
            return failed.usage() ? ExitCode.USAGE : ExitCode.FAILED;
        }
    }

    private Reply watched(Question question, Desk desk) {
        try (Watcher watcher = output.json() ? Watcher.silent() : Watcher.on(terminal, desks.ticker())) {
            Reply reply = desk.ask(question, watcher);
            watcher.accept(new Progress.Ended(reply.state(), reply.reason()));
            return reply;
        }
    }

    private String prompt(BufferedReader lines) throws IOException {
        if (terminal.inIsTerminal() && terminal.err().style().terminal()) {
            terminal.err().stream().print("> ");
            terminal.err().stream().flush();
        }
        String line = lines.readLine();
        return line == null ? null : line.strip();
    }
}
