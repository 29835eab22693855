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

    private final List<Level> levels;
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
        this.self = config.self();
    }

    /// One group in the order of escalation.
    ///
    /// @param place from 0
    /// @param keys `null` for every key with the scope
    public record Level(int place, String group, Set<String> keys, boolean senior, Duration deadline) {
        private boolean holds(Caller reviewer) {
            return keys == null || keys.contains(reviewer.id());
        }
    }

    /// Where something is asked first.
    public Level first(boolean atOnceToSeniors) {
        return levels.get(atOnceToSeniors ? senior : 0);
    }

    /// Who is asked after `place`, or empty after the last.
    public Optional<Level> after(int place) {
        return place + 1 < levels.size() ? Optional.of(levels.get(place + 1)) : Optional.empty();
    }

    /// The level at `place`, or the last one if there are fewer by now.
    public Level at(int place) {
        return levels.get(Math.min(place, levels.size() - 1));
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
        boolean turn = local || levels.stream().skip(at(place).place()).anyMatch(level -> level.holds(reviewer));
        return turn
                ? Optional.empty()
                : Optional.of("this is for the group " + at(place).group() + " to decide");
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
