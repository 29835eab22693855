package dev.belay.edge.cli;

import dev.belay.edge.cli.approvals.ApprovalsCommand;
import dev.belay.edge.cli.approvals.ApproveCommand;
import dev.belay.edge.cli.approvals.Deciding;
import dev.belay.edge.cli.approvals.EditCommand;
import dev.belay.edge.cli.ask.AskCommand;
import dev.belay.edge.cli.ask.ChatCommand;
import dev.belay.edge.cli.ask.Desks;
import dev.belay.edge.cli.boot.ConfigCommand;
import dev.belay.edge.cli.boot.ServeCommand;
import dev.belay.edge.cli.budgets.BudgetsCommand;
import dev.belay.edge.cli.demo.DemoCommand;
import dev.belay.edge.cli.demo.Stage;
import dev.belay.edge.cli.doubts.DoubtsCommand;
import dev.belay.edge.cli.doubts.SettleCommand;
import dev.belay.edge.cli.drill.DrillCommand;
import dev.belay.edge.cli.history.ForkCommand;
import dev.belay.edge.cli.history.RewindCommand;
import dev.belay.edge.cli.keys.CreateKeyCommand;
import dev.belay.edge.cli.keys.KeyRings;
import dev.belay.edge.cli.keys.KeysCommand;
import dev.belay.edge.cli.keys.ListKeysCommand;
import dev.belay.edge.cli.keys.RevokeKeyCommand;
import dev.belay.edge.cli.remote.RunsCommand;
import dev.belay.edge.cli.remote.TiersCommand;
import dev.belay.edge.cli.remote.ToolsCommand;
import dev.belay.edge.cli.render.Confirm;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.edge.cli.toolcall.ToolCallCommand;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/// All commands, in the order in which help shows them. Reading a command's annotations takes time that a user waits
/// for, so where the first word names a command only that one is read.
record Commands(Terminal terminal, Facades facades) {

    CommandLine under(BelayCommand root, String... args) {
        Map<String, Supplier<Object>> all = all();
        CommandLine line = new CommandLine(root);
        if (args.length > 0 && all.containsKey(args[0])) {
            return line.addSubcommand(all.get(args[0]).get());
        }
        all.values().forEach(command -> line.addSubcommand(command.get()));
        return line;
    }

    private Map<String, Supplier<Object>> all() {
        Desks desks = new Desks(
                facades.gateway(), facades.runs(), facades.awaited(), facades.announcement(), Time.SYSTEM, Pause.REAL);
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("demo", () -> new DemoCommand(terminal, new Stage(facades.gateway(), facades.runs())));
        all.put("serve", () -> new ServeCommand(facades.announcement()));
        all.put("ask", () -> new AskCommand(terminal, desks));
        all.put("chat", () -> new ChatCommand(terminal, desks, new Ids(Time.SYSTEM.wall())));
        all.put("runs", this::runs);
        all.put("approvals", this::approvals);
        all.put("doubts", this::doubts);
        all.put("budgets", () -> new BudgetsCommand(terminal));
        all.put("tiers", () -> new TiersCommand(terminal));
        all.put("tools", () -> new ToolsCommand(terminal));
        all.put("keys", this::keys);
        all.put("config", () -> new ConfigCommand(terminal));
        all.put("drill", () -> DrillCommand.line(terminal));
        all.put("toolcall", () -> new ToolCallCommand(terminal, Terminal::lines));
        return all;
    }

    private CommandLine runs() {
        return new CommandLine(new RunsCommand(terminal))
                .addSubcommand(new ForkCommand(terminal))
                .addSubcommand(new RewindCommand(terminal));
    }

    private CommandLine approvals() {
        Deciding deciding = new Deciding(terminal, Terminal::lines);
        return new CommandLine(new ApprovalsCommand(terminal, deciding))
                .addSubcommand(new ApproveCommand(deciding))
                .addSubcommand(new EditCommand(deciding));
    }

    private CommandLine doubts() {
        return new CommandLine(new DoubtsCommand(terminal))
                .addSubcommand(new SettleCommand(terminal, new Confirm(terminal, Terminal::lines)));
    }

    private CommandLine keys() {
        KeyRings rings = new KeyRings(facades.keys());
        return new CommandLine(new KeysCommand())
                .addSubcommand(new CreateKeyCommand(terminal, rings))
                .addSubcommand(new ListKeysCommand(terminal, rings))
                .addSubcommand(new RevokeKeyCommand(terminal, rings));
    }
}
