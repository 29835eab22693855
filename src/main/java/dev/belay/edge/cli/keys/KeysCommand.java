package dev.belay.edge.cli.keys;

import picocli.CommandLine.Command;

/// API keys.
@Command(
        name = "keys",
        header = "Make, list and revoke API keys.",
        footer = {
            "  belay keys create laptop > ~/.config/belay/api-key",
            "  belay keys create app --scopes ask --tools read_file,calculate",
            "  belay keys revoke pQ3fW81kZx0a",
        },
        synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand {}
