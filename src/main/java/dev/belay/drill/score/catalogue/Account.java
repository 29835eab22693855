package dev.belay.drill.score.catalogue;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Trial;
import java.util.List;
import java.util.Locale;

/// What a Belay server says itself of a run: its books, its explanation, its alerts. Of other gateways nothing of this
/// is asked.
final class Account {
    /// Beyond that much of an answer nobody knows what was still on its way when it was cut.
    private static final long MOST_COUNTED = 1_000_000;

    /// A reset throws away what had not been read yet, so nobody knows it either.
    private static final String RESET = "-reset";

    private Account() {}

    /// The books hold every attempt: the whole ones as they are billed, the cut ones as far as they went at least.
    /// Where none was cut they are exact.
    static void accounted(Trial trial, Heard heard, List<Seen> seen) {
        long booked = trial.booked(heard);
        if (booked < 0) {
            return;
        }
        List<Seen> known = seen.stream()
                .filter(some ->
                        some.sent().bytes() < MOST_COUNTED && !some.model().contains(RESET))
                .toList();
        long billed = known.stream()
                .mapToLong(some -> some.played().complete()
                        ? some.played().outputTokens()
                        : some.sent().tokens())
                .sum();
        boolean whole = known.size() == seen.size()
                && known.stream()
                        .allMatch(
                                some -> some.played().complete() || some.sent().tokens() == 0)
                && !givenUp(trial, heard);
        boolean right = whole ? booked == billed : booked >= billed;
        trial.points().advisory("accounted", right, booked + " tokens in the books, " + billed + " sent");
    }

    /// Of what was given up for another way's answer nobody knows whether the model had begun to write, or whether it
    /// was even asked: the books say that they are an estimate.
    private static boolean givenUp(Trial trial, Heard heard) {
        return trial.ways() > 1 && trial.bookedByEstimate(heard);
    }

    /// The caller pays for what answered it, not for what failed before.
    static void billed(Evidence evidence) {
        List<Seen> answering = Trial.whole(evidence.seen());
        if (!evidence.whole() || answering.isEmpty()) {
            return;
        }
        Seen.Played last = answering(evidence, answering).played();
        long input = evidence.heard().said().used("prompt_tokens");
        long output = evidence.heard().said().used("completion_tokens");
        evidence.points()
                .advisory(
                        "billed-for-the-answer-only",
                        input == last.inputTokens() && output == last.outputTokens(),
                        input + " + " + output + " tokens told, " + last.inputTokens() + " + " + last.outputTokens()
                                + " billed for the answer");
    }

    /// Where several ways answered in full, the one that is told of.
    private static Seen answering(Evidence evidence, List<Seen> whole) {
        long input = evidence.heard().said().used("prompt_tokens");
        return whole.stream()
                .filter(some -> evidence.trial().ways() > 1 && some.played().inputTokens() == input)
                .findFirst()
                .orElse(whole.getLast());
    }

    /// The explanation of the run has this word in it.
    static void explained(Evidence evidence, String word) {
        if (!evidence.trial().own()) {
            return;
        }
        boolean told = evidence.trial()
                .explanation(evidence.heard())
                .toLowerCase(Locale.ROOT)
                .contains(word);
        evidence.points().advisory("explained", told, told ? "" : "the explanation of the run does not say " + word);
    }

    /// Somebody is told that the account at the provider needs a look.
    static void alerted(Evidence evidence) {
        if (evidence.trial().own()) {
            boolean alerted = evidence.trial().alerts().stream().anyMatch(line -> line.contains("\"unauthorized\""));
            evidence.points().advisory("alert", alerted, alerted ? "" : "no alert for a model of this trial");
        }
    }
}
