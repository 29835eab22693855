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
/// @param casting what it says
/// @param keepBodies whether the log keeps the bodies of requests, for [dev.belay.drill.log.Seen.Asked#body()]
/// @param clocks how it tells and passes the time
/// @param seed of whatever is drawn: variants, shares, latencies
public record StandInOptions(int port, Casting casting, boolean keepBodies, Clocks clocks, Tempo tempo, long seed) {

    /// @param scripts scripted conversations, earlier ones first
    /// @param recordings files of recorded conversations in JSON Lines
    public record Casting(List<Script> scripts, List<Path> recordings) {
        public Casting {
            scripts = List.copyOf(scripts);
            recordings = List.copyOf(recordings);
        }
    }

    /// @param time for offsets in the log and for faults that end by the clock
    /// @param pause lets time pass inside faults; silence that only the client ends does not use it
    public record Clocks(Time time, Pause pause) {}

    public static StandInOptions onAnyPort() {
        return onPort(0);
    }

    public static StandInOptions onPort(int port) {
        return new StandInOptions(
                port, new Casting(List.of(), List.of()), false, new Clocks(Time.SYSTEM, Pause.REAL), Tempo.AT_ONCE, 0);
    }

    public StandInOptions with(Script script) {
        List<Script> more =
                Stream.concat(casting.scripts.stream(), Stream.of(script)).toList();
        return new StandInOptions(port, new Casting(more, casting.recordings), keepBodies, clocks, tempo, seed);
    }

    public StandInOptions withRecordings(Path file) {
        List<Path> more =
                Stream.concat(casting.recordings.stream(), Stream.of(file)).toList();
        return new StandInOptions(port, new Casting(casting.scripts, more), keepBodies, clocks, tempo, seed);
    }

    public StandInOptions keepingBodies() {
        return new StandInOptions(port, casting, true, clocks, tempo, seed);
    }

    public StandInOptions with(Time other) {
        return new StandInOptions(port, casting, keepBodies, new Clocks(other, clocks.pause), tempo, seed);
    }

    public StandInOptions with(Pause other) {
        return new StandInOptions(port, casting, keepBodies, new Clocks(clocks.time, other), tempo, seed);
    }

    public StandInOptions with(Tempo other) {
        return new StandInOptions(port, casting, keepBodies, clocks, other, seed);
    }

    public StandInOptions withSeed(long other) {
        return new StandInOptions(port, casting, keepBodies, clocks, tempo, other);
    }

    Time time() {
        return clocks.time;
    }

    Pause pause() {
        return clocks.pause;
    }
}
