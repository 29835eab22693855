package dev.belay.crash.airline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.crash.rig.Frame;
import dev.belay.crash.rig.Gate;
import dev.belay.crash.rig.Hold;
import dev.belay.crash.rig.Site;
import dev.belay.platform.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Knows where each conversation of a process is to stand, and recognises conversations in what the process sends.
///
/// Each is stopped twice: when the model is asked for the decision that makes the call, where it can wait for the
/// others; and, when all are there, at its spot, which may be inside a transaction and bears no waiting.
final class Halts {
    private static final Pattern SESSION = Pattern.compile("\n(" + Play.SESSION_PATTERN + ")\n");
    private static final Pattern RUN_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<String, Halt> halts = new HashMap<>();
    private final Map<String, Hold> starts = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    /// Sessions by run, of all processes.
    private final Map<String, String> sessions;

    Halts(Map<String, String> sessions) {
        this.sessions = sessions;
    }

    Site.Watches watches() {
        return new Site.Watches(this::database, Gate.Watch.NOTHING, this::provider);
    }

    synchronized void arm(Collection<Halt> more) {
        more.forEach(halt -> halts.put(halt.session(), halt));
    }

    /// Nothing more is held.
    synchronized void disarm() {
        halts.clear();
    }

    /// Whether the conversation has come to the call.
    synchronized boolean started(Halt halt) {
        Hold start = starts.get(halt.session());
        return start != null && start.reached();
    }

    /// Lets them go on to their spots.
    synchronized void go(Collection<Halt> all) {
        all.stream()
                .filter(halt -> halt.spot() != Spot.MODEL_ASKED && starts.containsKey(halt.session()))
                .forEach(halt -> starts.get(halt.session()).release(true));
    }

    synchronized boolean reached(Halt halt) {
        Hold hold = halt.spot() == Spot.MODEL_ASKED ? starts.get(halt.session()) : holds.get(halt.session());
        return hold != null && hold.reached();
    }

    /// Lets everything go that is held; what comes late arrives, the rest is lost.
    synchronized void release(Collection<Halt> all) {
        for (Halt halt : all) {
            for (Map<String, Hold> held : List.of(starts, holds)) {
                Hold hold = held.get(halt.session());
                if (hold != null) {
                    hold.release(halt.late());
                }
            }
        }
    }

    private Hold provider(Frame frame) {
        int body = frame.text().indexOf("\r\n\r\n");
        if (body < 0 || !frame.text().startsWith("POST")) {
            return null;
        }
        JsonNode asked = Json.tree(frame.text().substring(body));
        int turn = 0;
        int results = 0;
        for (JsonNode message : asked.path("messages")) {
            turn += message.path("role").asText().equals("user") ? 1 : 0;
            results += message.path("role").asText().equals("tool") ? 1 : 0;
        }
        return start(Play.session(asked.path("model").asText()), turn, results + 1);
    }

    private synchronized Hold start(String session, int turn, int call) {
        Halt halt = halts.get(session);
        if (halt == null || halt.turn() != turn || halt.call() != call || starts.containsKey(session)) {
            return null;
        }
        Hold start = new Hold(true);
        starts.put(session, start);
        return start;
    }

    private synchronized Hold database(Frame frame) {
        String session = session(frame.text());
        Halt halt = session == null ? null : halts.get(session);
        if (halt == null
                || !starts.containsKey(session)
                || holds.containsKey(session)
                || !halt.spot().is(frame.text())) {
            return null;
        }
        Hold hold = new Hold(halt.before());
        holds.put(session, hold);
        return hold;
    }

    /// The conversation of which a statement speaks, or `null`. It may name only its run, which is learned from the
    /// statement that inserts it.
    private String session(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.contains("insert into run ")) {
            SESSION.matcher(text).results().findFirst().ifPresent(session -> RUN_ID.matcher(text)
                    .results()
                    .forEach(id -> sessions.put(id.group(), session.group(1))));
        }
        return RUN_ID.matcher(text)
                .results()
                .map(id -> sessions.get(id.group()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
