package dev.belay.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How far a program that a model wrote may go, and how many may run.
@ConfigMapping(prefix = "belay.sandbox")
public interface SandboxConfig {

    /// Whether there is the tool `execute_code`, which runs a program without any other tool. Off means that a request
    /// that offers it is refused. Whether a request may offer it is then up to it, its policy and its caller's key.
    @WithDefault("false")
    boolean tool();

    /// Most memory of one sandbox, in MiB, from 4 to 1024. A program that wants more gets an error.
    @WithDefault("32")
    int memory();

    /// How long one program may compute. The time its tools take does not count, nor does waiting for a person.
    @WithDefault("10s")
    Duration time();

    /// Most characters that one program may print; the rest is dropped with a note.
    @WithDefault("20000")
    int output();

    /// Most tool calls of one program. A further one is an error that the program may catch.
    @WithDefault("50")
    int calls();

    /// Most characters of one program. A longer one does not begin.
    @WithDefault("50000")
    int source();

    /// Sandboxes that exist at the same time: each keeps its variables, and so its memory, for as long as an attempt
    /// lasts.
    @WithDefault("8")
    int open();

    /// How long an attempt waits for a sandbox when there are too many. Then its tier falls.
    @WithDefault("10s")
    Duration patience();

    /// Programs that compute at the same time. Others wait for their turn.
    @WithDefault("2")
    int running();
}
