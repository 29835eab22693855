package dev.belay.drill;

import dev.belay.drill.script.Script;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How a stand-in provider is started.
///
/// @param port on loopback; 0 takes a free one
/// @param scripts scripted conversations, earlier ones first
/// @param recordings files of recorded conversations in JSON Lines
/// @param keepBodies whether the log keeps the bodies of requests, for [Seen.Asked#body()]
/// @param time for offsets in the log and for faults that end by the clock
/// @param pause lets time pass inside faults; silence that only the client ends does not use it
public record StandInOptions(
        int port, List<Script> scripts, List<Path> recordings, boolean keepBodies, Time time, Pause pause) {

    public StandInOptions {
        scripts = List.copyOf(scripts);
        recordings = List.copyOf(recordings);
    }

    public static StandInOptions onAnyPort() {
        return onPort(0);
    }

    public static StandInOptions onPort(int port) {
        return new StandInOptions(port, List.of(), List.of(), false, Time.SYSTEM, Pause.REAL);
    }

    public StandInOptions with(Script script) {
        List<Script> more = Stream.concat(scripts.stream(), Stream.of(script)).toList();
        return new StandInOptions(port, more, recordings, keepBodies, time, pause);
    }

    public StandInOptions withRecordings(Path file) {
        List<Path> more = Stream.concat(recordings.stream(), Stream.of(file)).toList();
        return new StandInOptions(port, scripts, more, keepBodies, time, pause);
    }

    public StandInOptions keepingBodies() {
        return new StandInOptions(port, scripts, recordings, true, time, pause);
    }

    public StandInOptions with(Time other) {
        return new StandInOptions(port, scripts, recordings, keepBodies, other, pause);
    }

    public StandInOptions with(Pause other) {
        return new StandInOptions(port, scripts, recordings, keepBodies, time, other);
    }
}
