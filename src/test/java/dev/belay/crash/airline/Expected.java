package dev.belay.crash.airline;

import dev.belay.airline.AirlineData;
import dev.belay.airline.Recording;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What a recorded call comes to.
///
/// @param acts whether the tool has an effect
/// @param refused whether it says no
record Expected(String tool, boolean acts, boolean refused) {
    private static final Set<String> ACTING = Set.of(
            "book_reservation",
            "cancel_reservation",
            "send_certificate",
            "transfer_to_human_agents",
            "update_reservation_baggages",
            "update_reservation_flights",
            "update_reservation_passengers");

    static Expected of(Recording recording, int index) {
        Recording.Call call = recording.calls().get(index);
        return new Expected(
                call.tool(), ACTING.contains(call.tool()), call.result().startsWith("Error: "));
    }

    /// In what a conversation is not as expected: results, effects, and what it left behind.
    static List<String> differences(Play play, OwnDatabase database, AirlineData data) {
        Recording recording = play.recording();
        String session = play.session();
        List<String> differences = new ArrayList<>();
        results(differences, play, results(database, session));
        List<AirlineData.Done> done = data.done(session);
        compare(
                differences,
                session + " effects",
                IntStream.range(0, recording.calls().size())
                        .mapToObj(index -> of(recording, index))
                        .filter(expected -> expected.acts() && !expected.refused())
                        .map(Expected::tool)
                        .toList(),
                done.stream().map(AirlineData.Done::tool).toList());
        compare(differences, session + " keys of effects", done.size(), (int)
                done.stream().map(AirlineData.Done::key).distinct().count());
        compare(differences, session + " end state", recording.endState(), data.changes(session));
        return differences;
    }

    private static void results(List<String> differences, Play play, List<List<String>> results) {
        Recording recording = play.recording();
        String session = play.session();
        compare(
                differences,
                session + " calls",
                recording.calls().stream().map(Recording.Call::tool).toList(),
                results.stream().map(List::getFirst).toList());
        for (int i = 0; i < Math.min(recording.calls().size(), results.size()); i++) {
            compare(
                    differences,
                    session + " call " + (i + 1),
                    plain(recording.calls().get(i).result()),
                    plain(results.get(i).getLast()));
        }
    }

    /// Tool and content, as the journals say, in the order of the conversation.
    private static List<List<String>> results(OwnDatabase database, String session) {
        return database.rows("""
                        select j.fact -> 'result' ->> 'tool', j.fact -> 'result' ->> 'content'
                        from journal j join run r on r.id = j.run_id
                        where r.session = ? and j.kind = 'tool_done' order by r.started_at, r.id, j.seq""", session);
    }

    private static Object plain(String result) {
        return result.startsWith("{") || result.startsWith("[") ? Json.tree(result) : result;
    }

    private static void compare(List<String> differences, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + "\n  expected " + expected + "\n  was      " + actual);
        }
    }
}
