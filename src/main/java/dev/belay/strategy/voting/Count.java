package dev.belay.strategy.voting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.vote.Ballot;
import dev.belay.exchange.vote.Ballot.Subject;
import dev.belay.strategy.voting.count.Cast;
import dev.belay.strategy.voting.count.Fields;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.count.Tally;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.meaning.Comparison;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.tier.judge.AnswerCheck;
import dev.belay.tier.judge.Flaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What the votes of a round come to. Used by one thread.
final class Count {
    private final Rules.Counting rules;
    private final AnswerCheck check;
    private final int needed;
    private final List<Heard> heard;
    private final Map<Cast, Heard> byCast = new HashMap<>();
    private final List<ObjectNode> objects;
    private final Comparison comparison;
    private final Tally tally;

    /// @param heard in the order of the voters
    /// @param check what an answer that nobody gave as a whole is held against
    /// @param comparing decides by what the texts in each column are compared
    Count(Rules rules, List<Heard> heard, AnswerCheck check, Function<List<List<Meaning>>, Comparison> comparing) {
        this.rules = rules.counting();
        this.check = check;
        this.heard = heard;
        List<Cast> casts = new ArrayList<>();
        for (Heard one : heard) {
            if (one.cast()) {
                Cast cast = one.vote();
                byCast.put(cast, one);
                casts.add(cast);
            }
        }
        this.needed = rules.debate().needed(this.rules.needed(), casts.size());
        this.objects = Heard.objects(heard);
        this.comparison = comparing.apply(Heard.columns(heard, byField()));
        this.tally = Tally.of(casts, comparison.measure());
    }

    /// Whether each field of the answers is voted on by itself.
    private boolean byField() {
        return rules.fields() && objects.size() >= needed && objects.size() == byCast.size();
    }

    sealed interface Came {
        /// @param chosen whose answer it is
        record Answer(Heard chosen, String how) implements Came {}

        /// The answer is put together of what was agreed on.
        record Composed(Message.Assistant message, Heard first, String how) implements Came {}

        /// @param chosen who asked for exactly what was agreed on
        record Effect(Heard chosen, String how) implements Came {}

        /// Several answers have as many voters, and a judge is to say which.
        record Tie(List<Heard> candidates) implements Came {}

        record None(String why) implements Came {}
    }

    /// Whether a call that acts is among what was said.
    boolean acts() {
        return heard.stream().anyMatch(Heard::asks);
    }

    /// Acting and answering are two things to do: what more voters want to do is done, and nothing if there
    /// are as many.
    Came came() {
        List<Heard> asking = asking();
        long answering = heard.stream().filter(one -> one.cast() && !one.asks()).count();
        if (asking.isEmpty() || answering > heard.stream().filter(Heard::asks).count()) {
            return answer();
        }
        if (asking.size() < needed || asking.size() <= answering || others(asking) >= asking.size()) {
            return new Came.None("too few want to do the same");
        }
        return effect(asking);
    }

    /// Those that want to call the same tools, of which no others are more.
    private List<Heard> asking() {
        return Heard.sorts(heard).values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private int others(List<Heard> asking) {
        return Heard.sorts(heard).values().stream()
                .filter(sort -> !sort.equals(asking))
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    /// Each argument is voted on by itself, but only what somebody asked for as a whole is done.
    private Came effect(List<Heard> asking) {
        Fields fields = new Fields(needed, comparison.measure(), false);
        return switch (fields.vote(asking.stream().map(Heard::calls).toList())) {
            case Fields.Outcome.Split(String field) -> new Came.None("too few agree on " + field);
            case Fields.Outcome.Agreed(ObjectNode agreed) ->
                asking.stream()
                        .filter(one -> fits(one.calls(), agreed))
                        .findFirst()
                        .<Came>map(one -> new Came.Effect(
                                one,
                                asking.size() + " of " + tally.casts().size() + " ask for it, and " + needed
                                        + " or more agree on each argument"))
                        .orElse(new Came.None("nobody asked for exactly what the votes on the arguments come to"));
        };
    }

    private static boolean fits(JsonNode calls, JsonNode agreed) {
        return Meaning.of(calls, false).equals(Meaning.of(agreed, false));
    }

    private Came answer() {
        if (byField()) {
            return composed();
        }
        List<List<Cast>> leaders = tally.leaders().stream()
                .filter(group -> !byCast.get(group.getFirst()).asks())
                .toList();
        if (leaders.isEmpty() || tally.most() < needed) {
            return new Came.None("none has the " + needed + " voters that it takes");
        }
        String share = tally.most() + " of " + tally.casts().size() + " say the same";
        if (leaders.size() == 1) {
            return new Came.Answer(stands(leaders.getFirst()), share);
        }
        if (rules.breaker() == TieBreaker.JUDGE) {
            return new Came.Tie(leaders.stream().map(this::stands).toList());
        }
        List<Cast> all = leaders.stream().flatMap(List::stream).toList();
        return new Came.Answer(
                byCast.get(tally.choice(all, rules.breaker())),
                share + ", as do others; " + rules.breaker().name().toLowerCase(Locale.ROOT) + " decides");
    }

    private Came composed() {
        return switch (new Fields(needed, comparison.measure(), true).vote(objects)) {
            case Fields.Outcome.Split(String field) -> new Came.None("too few agree on the field " + field);
            case Fields.Outcome.Agreed(ObjectNode agreed) -> {
                String how = needed + " or more agree on each field";
                Meaning meaning = Meaning.of(agreed, true);
                yield tally.casts().stream()
                        .filter(cast -> cast.meaning().equals(meaning))
                        .findFirst()
                        .<Came>map(cast -> new Came.Answer(byCast.get(cast), how))
                        .orElseGet(() -> composed(agreed.toString(), how));
            }
        };
    }

    /// Voters' answers have been found valid each by itself, which says nothing of what their fields add up to.
    private Came composed(String text, String how) {
        Flaw flaw = check.flaw(text);
        return flaw == null
                ? new Came.Composed(
                        new Message.Assistant(text), byCast.get(tally.casts().getFirst()), how)
                : new Came.None("what the votes on the fields come to is no answer: " + flaw.told());
    }

    private Heard stands(List<Cast> group) {
        return byCast.get(tally.choice(group, rules.breaker()));
    }

    /// The answer that the tie breaker prefers, whoever is behind it.
    Heard best() {
        List<Cast> all = tally.leaders().stream().flatMap(List::stream).toList();
        return byCast.get(tally.choice(all, rules.breaker()));
    }

    /// One for each group, the largest first: what there is to choose from.
    List<Heard> options() {
        return tally.groups().stream().map(this::stands).toList();
    }

    /// The names of those in the group of an option.
    List<String> behind(Heard option) {
        return tally.groups().stream()
                .filter(group -> group.stream().anyMatch(cast -> byCast.get(cast) == option))
                .flatMap(List::stream)
                .map(cast -> byCast.get(cast).voter().name())
                .toList();
    }

    /// @param chosen `null` if nothing was
    /// @param seed of the judge's shuffling, or `null`
    Ballot ballot(Heard chosen, String how, Long seed) {
        Subject subject = chosen == null
                ? acts() ? Subject.EFFECT : Subject.ANSWER
                : chosen.asks() ? Subject.EFFECT : Subject.ANSWER;
        Map<Heard, Cast> casts = new HashMap<>();
        byCast.forEach((cast, one) -> casts.put(one, cast));
        List<Heard> shown = chosen == null ? options() : List.of();
        List<Ballot.Vote> votes = heard.stream()
                .map(one -> vote(one, casts.get(one), shown.contains(one)))
                .toList();
        int group = chosen == null ? 0 : tally.group(casts.get(chosen));
        return new Ballot(subject, votes, needed, group, tally.agreement(), how, seed, comparison.told());
    }

    private Ballot.Vote vote(Heard one, Cast cast, boolean shown) {
        Voter voter = one.voter();
        int branch = one.branch().number();
        return cast == null
                ? new Ballot.Vote(branch, voter.name(), voter.tier(), 0, null, null, ((Heard.Silent) one.said()).why())
                : new Ballot.Vote(
                        branch,
                        voter.name(),
                        voter.tier(),
                        tally.group(cast),
                        tally.confidence(cast),
                        one.said() instanceof Heard.Asks asks ? asks.tools() : null,
                        null,
                        shown ? true : null);
    }
}
