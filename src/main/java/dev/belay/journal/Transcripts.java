package dev.belay.journal;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a conversation out of journal entries.
final class Transcripts {
    private Transcripts() {}

    /// See [RunJournal#transcript()]. If a call has several results, the latest is what is known best.
    static List<Message> transcript(List<Entry> all) {
        List<Entry> entries = Standing.of(all);
        Map<Long, Map<String, Entry.ToolDone>> results = results(entries);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).fact() instanceof Entry.Forked forked && forked.message() != null) {
                messages.add(new Message.User(forked.message()));
            }
            boolean left = leftBehind(entries.subList(i + 1, entries.size()));
            release(entries.get(i).fact(), left, messages);
            if (entries.get(i).fact() instanceof Entry.Voted voted && voted.said() != null && !left) {
                messages.add(voted.said());
            }
            if (!(entries.get(i).fact() instanceof Entry.Decision decision)) {
                continue;
            }
            var done = results.getOrDefault(entries.get(i).seq(), Map.of());
            List<ToolCall> calls = decision.message().toolCalls();
            boolean stands = calls.isEmpty() ? !left : calls.stream().allMatch(call -> done.containsKey(call.id()));
            if (stands) {
                messages.add(decision.message());
                calls.forEach(call -> messages.add(done.get(call.id()).result().asMessage()));
            }
        }
        return List.copyOf(messages);
    }

    /// What was proposed is no answer until it is released, maybe in other words.
    private static void release(Entry.Fact fact, boolean left, List<Message> messages) {
        if (fact instanceof Entry.Proposed proposed
                && !messages.isEmpty()
                && messages.getLast().equals(proposed.answer().message())) {
            messages.removeLast();
        }
        if (fact instanceof Entry.Released released && !left) {
            messages.add(released.message());
        }
    }

    /// See [RunJournal#openDecision()].
    static RunJournal.OpenDecision openDecision(List<Entry> all) {
        List<Entry> entries = Standing.of(all);
        for (Entry entry : entries.reversed()) {
            if (entry.fact() instanceof Entry.Decision decision) {
                return open(entry, decision, results(entries).getOrDefault(entry.seq(), Map.of()));
            }
        }
        return null;
    }

    private static RunJournal.OpenDecision open(
            Entry entry, Entry.Decision decision, Map<String, Entry.ToolDone> results) {
        List<ToolCall> calls = decision.message().toolCalls();
        List<Entry.ToolDone> done = calls.stream()
                .filter(call -> results.containsKey(call.id()))
                .map(call -> results.get(call.id()))
                .toList();
        return done.size() == calls.size() ? null : new RunJournal.OpenDecision(entry, decision, done);
    }

    /// Whether another attempt has begun, or the tier has fallen: then what it took for its answer was none. An answer
    /// that the user has replied to was one.
    private static boolean leftBehind(List<Entry> later) {
        for (Entry entry : later) {
            if (entry.fact() instanceof Entry.Forked forked && forked.message() != null) {
                return false;
            }
            if (entry.fact() instanceof Entry.AttemptStarted || entry.fact() instanceof Entry.TierFell) {
                return true;
            }
        }
        return false;
    }

    private static Map<Long, Map<String, Entry.ToolDone>> results(List<Entry> entries) {
        Map<Long, Map<String, Entry.ToolDone>> results = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof Entry.ToolDone done) {
                results.computeIfAbsent(done.decision(), _ -> new HashMap<>())
                        .put(done.result().callId(), done);
            }
        }
        return results;
    }
}
