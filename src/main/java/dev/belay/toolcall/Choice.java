package dev.belay.toolcall;

import dev.belay.exchange.message.ToolCall;
import dev.belay.toolcall.Candidate.Verdict;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.dialect.prose.Afterthought;
import dev.belay.toolcall.dialect.prose.Expressions;
import dev.belay.toolcall.dialect.prose.Sheet;
import dev.belay.toolcall.scan.Scan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Decides what of all that was found are the calls: what is said plainly goes before what is mentioned between words,
/// the same said again counts once, and what comes after a turn that the model invented does not count.
final class Choice {
    private static final int MOST_CALLS = 128;

    private final Source source;
    private final int open;
    private final List<Found> found = new ArrayList<>();
    private final List<Found> marks = new ArrayList<>();
    private final int first;
    private int end;

    /// @param open where a thought begins that never ends, or the length of the text
    Choice(Source source, int open) {
        this.source = source;
        this.open = open;
        this.first = source.afterSpace(0);
        collect();
    }

    Reading read() {
        List<Group> groups = new ArrayList<>();
        for (Found one : found) {
            if (one.start() < end && (one.start() < open || last(one))) {
                groups.add(new Group(one, candidates(one)));
            }
        }
        boolean plainly = groups.stream().anyMatch(group -> group.found.form() != Form.PROSE && group.calls());
        if (plainly || source.exchanged()) {
            groups.removeIf(group -> group.found.form() == Form.PROSE);
        }
        settle(groups);
        return reading(groups);
    }

    private record Group(Found found, List<Candidate> candidates) {
        boolean calls() {
            return problem() == null && candidates.stream().anyMatch(one -> one.verdict() == Verdict.CALL);
        }

        /// What it asks for: in marks also of tools that are not offered.
        List<Candidate> asked() {
            return candidates.stream()
                    .filter(one -> one.verdict() == Verdict.CALL || one.verdict() == Verdict.STRANGER)
                    .toList();
        }

        /// A list with a broken call is broken as a whole.
        String problem() {
            return found.problem() != null
                    ? found.problem()
                    : candidates.stream()
                            .filter(one -> one.verdict() == Verdict.PROBLEM)
                            .map(Candidate::problem)
                            .findFirst()
                            .orElse(null);
        }
    }

    /// What a model takes back does not count, nor what it offers besides.
    private void settle(List<Group> groups) {
        List<Group> kept = new ArrayList<>();
        for (Group group : groups) {
            boolean follows = !kept.isEmpty() && group.calls();
            String words = follows ? between(kept.getLast(), group) : "";
            if (Afterthought.offers(words)) {
                continue;
            }
            if (Afterthought.corrects(words)) {
                kept.clear();
            }
            kept.add(group);
        }
        groups.clear();
        groups.addAll(kept);
    }

    private String between(Group one, Group next) {
        int to = next.found.start();
        int from = Math.max(Math.min(one.found.end(), to), to - Afterthought.LOOK);
        return source.between(from, to);
    }

    /// What lies in something else is part of it.
    private void collect() {
        List<Found> all = new ArrayList<>();
        for (Found one : Scan.of(source)) {
            (one.isMark() ? marks : all).add(one);
        }
        Expressions.in(source).stream().filter(one -> one.form() != null).forEach(all::add);
        if (all.stream().allMatch(one -> one.calls().isEmpty() && one.problem() == null)) {
            all.addAll(Sheet.in(source));
        }
        all.sort(Comparator.comparingInt(Found::start).thenComparing(Found::end, Comparator.reverseOrder()));
        int until = 0;
        for (Found one : all) {
            if (one.start() >= until) {
                found.add(one);
                until = one.end();
            }
        }
        end = found.isEmpty()
                ? source.length()
                : Invented.after(source.text(), found.getFirst().end());
    }

    private List<Candidate> candidates(Found one) {
        boolean alone = first >= one.start() && source.afterSpace(one.end()) >= source.length();
        return Repetition.uncut(one.calls().stream()
                .map(call -> Candidate.of(one, call, source.tools(), alone))
                .toList());
    }

    /// Whether it is plain and the last thing said.
    private boolean last(Found one) {
        int after = source.afterSpace(one.end());
        for (Found mark : marks) {
            after = mark.start() == after ? source.afterSpace(mark.end()) : after;
        }
        return one.form() != Form.PROSE
                && one.problem() == null
                && (after >= source.length() || source.sees("```", after));
    }

    private Reading reading(List<Group> groups) {
        List<Candidate> calls = new ArrayList<>();
        List<Found> spans = new ArrayList<>(marks);
        Set<List<Object>> known = new HashSet<>();
        List<Group> broken = new ArrayList<>();
        boolean again = false;
        for (Group group : groups) {
            if (group.problem() != null) {
                boolean repeats = again && group == groups.getLast();
                if (!repeats) {
                    broken.add(group);
                }
                continue;
            }
            List<Candidate> more = fresh(group, known);
            again |= more.isEmpty();
            calls.addAll(more);
            if (!group.asked().isEmpty() && group.found.form() != Form.PROSE) {
                spans.add(group.found);
            }
        }
        String problem = problem(broken, calls);
        if (problem != null || calls.isEmpty()) {
            String text = source.between(0, open).strip();
            return problem == null ? Reading.plain(text) : Reading.problem(text, problem);
        }
        if (calls.stream().anyMatch(one -> one.verdict() == Verdict.CALL)) {
            calls.removeIf(
                    one -> one.verdict() == Verdict.STRANGER && one.found().form() != Form.MARKED);
        }
        return reading(calls.subList(0, Math.min(MOST_CALLS, calls.size())), spans);
    }

    /// What stops the calls that are whole: a broken call between marks, so that nothing is half done. One
    /// without marks does not: in code it often builds on what the others will bring.
    private static String problem(List<Group> broken, List<Candidate> calls) {
        return broken.stream()
                .filter(group -> calls.isEmpty() || group.found.form() == Form.MARKED)
                .map(Group::problem)
                .findFirst()
                .orElse(null);
    }

    /// The calls of a group that were not made before it. A set that is repeated within it counts once.
    private static List<Candidate> fresh(Group group, Set<List<Object>> known) {
        List<Candidate> calls = Repetition.once(group.asked());
        List<Candidate> fresh =
                calls.stream().filter(one -> !known.contains(one.key())).toList();
        fresh.forEach(one -> known.add(one.key()));
        return fresh;
    }

    private Reading reading(List<Candidate> chosen, List<Found> spans) {
        Set<String> repairs = new TreeSet<>();
        double confidence = 1;
        for (Candidate one : chosen) {
            repairs.addAll(one.repairs());
            boolean thought = one.found().start() >= open;
            confidence = Math.min(confidence, Confidence.of(one.found().form(), one.written(), one.match(), thought));
        }
        String problem = chosen.stream()
                .filter(one -> one.verdict() == Verdict.STRANGER)
                .map(Candidate::problem)
                .findFirst()
                .orElse(null);
        List<ToolCall> asked = chosen.stream().map(Candidate::call).toList();
        return new Reading(
                new Words(source, Math.min(open, end)).without(spans),
                problem == null ? asked : List.of(),
                asked,
                chosen.getFirst().found().dialect(),
                Confidence.rounded(confidence),
                List.copyOf(repairs),
                problem);
    }
}
