package dev.belay.edge.cli.panel;

import dev.belay.edge.cli.terminal.Columns;
import dev.belay.edge.cli.terminal.ControlCharacters;
import dev.belay.exchange.RunState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What is known of a run so far. Used by one thread at a time.
final class Climb {
    /// What became of a branch after a vote, by the stage that says so.
    private static final Map<String, String> VOTED =
            Map.of("won", "chosen", "claimed", "chosen to act", "cancelled", "not chosen");

    /// Columns of what a voter is shown to have said.
    private static final int LONGEST_SAYING = 48;

    private final LongSupplier ticker;
    private final List<Row> rows = new ArrayList<>();
    /// Tiers in branches that the run has not gone on in: what becomes of them is told of the branch.
    private final Set<String> racing = new HashSet<>();
    private String title = "run";
    private String verdict = "";
    private String ending = "";

    /// @param ticker nanoseconds that only go forward
    Climb(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /// Takes note.
    ///
    /// @return the row that changed, or `null` if none did
    Row note(Progress progress) {
        return switch (progress) {
            case Progress.Started(String runId, String strategy) -> {
                String way = clean(strategy);
                title = "run " + shortened(runId) + (way.isEmpty() ? "" : " · " + way);
                yield null;
            }
            case Progress.Branched branched -> branched(branched, clean(branched.tier()));
            case Progress.Trying trying when racing.contains(clean(trying.tier())) -> null;
            case Progress.Trying(int number, String tier, int carriedOver) -> {
                change(Row::abandoned);
                yield add(new Row(number, clean(tier), carriedOver, ticker.getAsLong()));
            }
            case Progress.ToolRan ran -> ran.executed() ? change(Row::tool) : null;
            case Progress.Spent(var cost) -> change(row -> row.spend(cost));
            case Progress.Fell fell -> fell(fell);
            case Progress.Voted voted -> {
                voted.votes().forEach(this::voted);
                verdict = clean(voted.told());
                yield null;
            }
            case Progress.Held(String tier, boolean degraded) -> held(clean(tier), degraded);
            case Progress.Ended(RunState state, String reason) -> {
                ending = ending(state, clean(reason));
                if (state == RunState.CANCELLED && !rows.isEmpty()) {
                    rows.getLast().stopped();
                }
                yield null;
            }
        };
    }

    String title() {
        return title;
    }

    List<Row> rows() {
        return rows;
    }

    /// What the latest vote came to, or the empty string before the first.
    String verdict() {
        return verdict;
    }

    /// What became of the run, or the empty string while it goes on and if it simply succeeded.
    String ending() {
        return ending;
    }

    private Row branched(Progress.Branched branched, String tier) {
        if (branched.stage().equals("started")) {
            return started(branched.branch(), tier);
        }
        Row row = branch(branched.branch(), tier);
        if (row.voted() && VOTED.containsKey(branched.stage())) {
            racing.remove(tier);
            row.over(VOTED.get(branched.stage()), ticker.getAsLong());
            return row;
        }
        switch (branched.stage()) {
            case "won", "claimed" -> {
                racing.remove(tier);
                row.taken(branched.stage().equals("won") ? "won" : "claims the run");
            }
            case "fell", "cancelled", "stopped" -> {
                racing.remove(tier);
                row.fell(branched.stage(), clean(branched.why()));
            }
            default -> {
                return null;
            }
        }
        return row;
    }

    /// Whatever was tried alone before is over.
    private Row started(int branch, String tier) {
        rows.stream()
                .filter(row -> row.state() == Row.State.TRYING && !racing.contains(row.tier()))
                .forEach(row -> row.over("done", ticker.getAsLong()));
        racing.add(tier);
        return add(new Row(branch, tier, 0, ticker.getAsLong()));
    }

    private void voted(Progress.Vote vote) {
        if (vote.group() > 0) {
            String tier = clean(vote.tier());
            String name = vote.voter().equals(vote.tier()) ? "" : " · " + clean(vote.voter());
            String alike =
                    vote.confidence() == null ? "" : String.format(Locale.ROOT, ", confidence %.2f", vote.confidence());
            String said = Columns.cut(clean(vote.said()), LONGEST_SAYING);
            String quoted = said.isEmpty() ? "" : " · “" + said + "”";
            branch(vote.branch(), tier).voted(name + " · group " + vote.group() + alike + quoted);
        }
    }

    /// The row of a branch: several may be of one tier.
    private Row branch(int number, String tier) {
        return rows.reversed().stream()
                .filter(row -> row.number() == number && row.tier().equals(tier))
                .findFirst()
                .orElseGet(() -> row(tier));
    }

    /// The latest row of a tier; a new one if it has none.
    private Row row(String tier) {
        Row latest = latest(tier);
        return latest != null ? latest : add(new Row(0, tier, 0, ticker.getAsLong()));
    }

    private Row latest(String tier) {
        return rows.reversed().stream()
                .filter(row -> row.tier().equals(tier))
                .findFirst()
                .orElse(null);
    }

    private Row fell(Progress.Fell fell) {
        String tier = clean(fell.tier());
        Row latest = latest(tier);
        boolean told = latest != null && latest.state() == Row.State.FELL;
        if (told || racing.contains(tier)) {
            return null;
        }
        Row row = row(tier);
        row.fell(clean(fell.reason()), clean(fell.detail()));
        return row;
    }

    private Row held(String tier, boolean degraded) {
        Row row = row(tier);
        row.held(degraded, ticker.getAsLong());
        return row;
    }

    private Row add(Row row) {
        rows.add(row);
        return row;
    }

    private Row change(Consumer<Row> change) {
        List<Row> trying =
                rows.stream().filter(row -> row.state() == Row.State.TRYING).toList();
        if (trying.size() != 1) {
            // Of several at once it is not told whose it is.
            return null;
        }
        change.accept(trying.getFirst());
        return trying.getFirst();
    }

    private static String ending(RunState state, String reason) {
        String word = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (state) {
            case SUCCEEDED, RUNNING -> "";
            case DEGRADED, REJECTED, CANCELLED, FAILED, NEEDS_HUMAN, IN_DOUBT, BUDGET_STOPPED ->
                reason.isEmpty() || reason.equals(word) ? word : word + ": " + reason;
        };
    }

    /// Ids begin with the time, so their ends tell them apart.
    private static String shortened(String runId) {
        String id = clean(runId);
        return id.substring(Math.max(0, id.length() - 4));
    }

    private static String clean(String text) {
        return text == null ? "" : ControlCharacters.oneLine(text);
    }
}
