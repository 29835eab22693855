package dev.belay.approval.rule;

import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalConfig.Self;
import dev.belay.exchange.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Who may decide, and whose turn it is. Immutable.
public final class Reviewers {
    private static final String EVERYBODY = "reviewers";
    /// Of a group that stands outside of the order of escalation.
    private static final int OUTSIDE = -1;

    private final List<Level> levels;
    private final Level specialists;
    private final int senior;
    private final Self self;

    public Reviewers(ApprovalConfig config) {
        List<String> order =
                config.escalation().filter(names -> !names.isEmpty()).orElse(List.of(EVERYBODY));
        this.levels = IntStream.range(0, order.size())
                .mapToObj(place -> level(place, order.get(place), config))
                .toList();
        this.senior = levels.stream()
                .filter(Level::senior)
                .findFirst()
                .orElse(levels.getLast())
                .place();
        this.specialists = config.unfamiliar()
                .group()
                .map(name -> level(order.contains(name) ? order.indexOf(name) : OUTSIDE, name, config))
                .orElse(levels.getFirst());
        this.self = config.self();
    }

    /// One group in the order of escalation.
    ///
    /// @param place from 0; -1 for specialists who stand outside of it, and are followed by senior reviewers
    /// @param keys `null` for every key with the scope
    public record Level(int place, String group, Set<String> keys, boolean senior, Duration deadline) {
        private boolean holds(Caller reviewer) {
            return keys == null || keys.contains(reviewer.id());
        }
    }

    /// Where something is asked first.
    public Level first(Judgement.To to) {
        return switch (to) {
            case REVIEWERS -> levels.getFirst();
            case SENIORS -> levels.get(senior);
            case SPECIALISTS -> specialists;
        };
    }

    /// Who is asked after `place`, or empty after the last.
    public Optional<Level> after(int place) {
        return place < 0
                ? Optional.of(levels.get(senior))
                : place + 1 < levels.size() ? Optional.of(levels.get(place + 1)) : Optional.empty();
    }

    /// The level at `place`, or the last one if there are fewer by now.
    public Level at(int place) {
        return place < 0 ? specialists : levels.get(Math.min(place, levels.size() - 1));
    }

    /// Why `reviewer` may not decide on what acts on behalf of `callerId` and is before the group at `place`; empty if
    /// they may. Groups that would be asked later may decide at once.
    public Optional<String> objection(Caller reviewer, String callerId, int place) {
        if (!reviewer.may(Caller.Scope.APPROVE)) {
            return Optional.of("deciding needs the scope approve");
        }
        boolean local = reviewer.id().equals(Caller.LOCAL.id());
        if (reviewer.id().equals(callerId) && !(local && self == Self.LOOPBACK)) {
            return Optional.of("nobody decides on what acts on their own behalf");
        }
        Level now = at(place);
        int from = now.place() < 0 ? senior : now.place();
        boolean turn =
                local || now.holds(reviewer) || levels.stream().skip(from).anyMatch(level -> level.holds(reviewer));
        return turn ? Optional.empty() : Optional.of("this is for the group " + now.group() + " to decide");
    }

    private static Level level(int place, String name, ApprovalConfig config) {
        ApprovalConfig.Group group = config.groups().get(name);
        if (group == null) {
            return new Level(place, name, null, name.equals(EVERYBODY), config.deadline());
        }
        return new Level(
                place,
                name,
                group.keys().map(Set::copyOf).orElse(null),
                group.senior(),
                group.deadline().orElse(config.deadline()));
    }
}
