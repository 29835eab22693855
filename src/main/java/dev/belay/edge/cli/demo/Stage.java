package dev.belay.edge.cli.demo;

import dev.belay.gateway.Gateway;
import dev.belay.run.Runs;
import java.util.function.Supplier;

/// What the demonstration uses of the application in this process.
public record Stage(Supplier<Gateway> gateway, Supplier<Runs> runs) {}
