package dev.belay.crash;

import dev.belay.crash.rig.Frame;
import dev.belay.crash.rig.Hold;
import dev.belay.crash.rig.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Knows at which point each run of a process is parked, and recognises runs in what the process sends.
final class Plan {
    private static final Pattern MARK = Pattern.compile("mark-(\\d{5})");
    private static final Pattern RUN_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<Integer, Case> cases = new HashMap<>();
    private final Map<String, Integer> runs = new HashMap<>();
    private final Map<Integer, Integer> passed = new HashMap<>();
    private final Map<Integer, Hold> holds = new HashMap<>();

    Site.Watches watches() {
        return new Site.Watches(
                frame -> at(Point.Channel.DATABASE, frame),
                frame -> at(Point.Channel.TOOL, frame),
                frame -> at(Point.Channel.PROVIDER, frame));
    }

    synchronized void arm(List<Case> more) {
        more.stream().filter(one -> one.point() != null).forEach(one -> cases.put(one.number(), one));
    }

    /// Nothing more is held.
    synchronized void disarm() {
        cases.clear();
    }

    synchronized boolean parked(Case one) {
        Hold hold = holds.get(one.number());
        return hold != null && hold.reached();
    }

    /// Lets everything go that is held.
    ///
    /// @param delivered whose frame arrives after all
    synchronized void release(List<Case> parked, Predicate<Case> delivered) {
        for (Case one : parked) {
            Hold hold = holds.get(one.number());
            if (hold != null) {
                hold.release(delivered.test(one));
            }
        }
    }

    private synchronized Hold at(Point.Channel channel, Frame frame) {
        Case one = cases.get(number(channel, frame.text()));
        if (one == null || holds.containsKey(one.number()) || !one.point().is(channel, frame.text(), one.effect())) {
            return null;
        }
        if (passed.merge(one.number(), 1, Integer::sum) < one.occurrence()) {
            return null;
        }
        Hold hold = new Hold(one.before());
        holds.put(one.number(), hold);
        return hold;
    }

    /// The run of which a frame speaks, or -1. A statement may name it by its id only, which is learned from the one
    /// that inserts it.
    private int number(Point.Channel channel, String text) {
        if (text.isEmpty() || cases.isEmpty()) {
            return -1;
        }
        Matcher mark = MARK.matcher(text);
        if (mark.find()) {
            int number = Integer.parseInt(mark.group(1));
            if (channel == Point.Channel.DATABASE && LoopPoint.RUN_WRITTEN.is(channel, text, Effect.UNSAFE)) {
                RUN_ID.matcher(text).results().forEach(id -> runs.put(id.group(), number));
            }
            return number;
        }
        return RUN_ID.matcher(text)
                .results()
                .map(id -> runs.get(id.group()))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(-1);
    }
}
