package dev.belay.approval.store;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.Dossier;
import dev.belay.approval.Approval.Step;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.rule.Judgement;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.platform.Database;
import dev.belay.platform.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What helps to decide: written when somebody is asked, from the journal, so that it says what was known then.
@RegisterForReflection(
        targets = {
            Approval.class,
            Approval.Origin.class,
            Approval.Proposed.class,
            Approval.Standing.class,
            Approval.Dossier.class,
            Approval.Reason.class,
            Approval.Step.class,
            Approval.Vote.class
        })
final class Dossiers {
    private static final int STEPS = 50;
    private static final int LONGEST_RESULT = 500;
    private static final int LONGEST_REQUEST = 2_000;

    private Dossiers() {}

    /// As JSON, without the request and the votes.
    static String write(Asking asking, Judgement judged, Signals signals, List<Entry> journal) {
        Dossier dossier = new Dossier(
                null,
                judged.reasons(),
                steps(journal),
                error(journal),
                signals.confidence(),
                onYes(asking),
                onNo(asking),
                List.of());
        return Database.storable(Json.write(dossier));
    }

    /// @param request the run's stored request as JSON, or `null`
    static Approval complete(Stored stored, String request, List<Approval.Vote> votes) {
        Dossier kept = Json.read(stored.dossier(), Dossier.class);
        Approval approval = stored.approval();
        Dossier dossier = new Dossier(
                request == null ? null : latestWords(request),
                kept.reasons(),
                kept.steps(),
                kept.error(),
                kept.confidence(),
                kept.onYes(),
                kept.onNo(),
                votes);
        return new Approval(
                approval.id(),
                approval.origin(),
                approval.proposed(),
                approval.standing(),
                approval.callerId(),
                dossier);
    }

    private static List<Step> steps(List<Entry> journal) {
        List<Step> all = journal.stream()
                .map(Entry::fact)
                .filter(Entry.ToolDone.class::isInstance)
                .map(fact -> step((Entry.ToolDone) fact))
                .toList();
        return all.subList(Math.max(0, all.size() - STEPS), all.size());
    }

    private static Step step(Entry.ToolDone done) {
        return new Step(
                done.result().tool(),
                done.effectClass(),
                done.result().status().name(),
                shortened(done.result().content(), LONGEST_RESULT));
    }

    private static String error(List<Entry> journal) {
        for (Entry entry : journal.reversed()) {
            String found =
                    switch (entry.fact()) {
                        case Entry.TierFell fell -> fell.tier() + " fell: " + fell.reason() + ", " + fell.detail();
                        case Entry.ModelFailed failed ->
                            failed.model() + " failed: " + failed.reason() + ", " + failed.detail();
                        default -> null;
                    };
            if (found != null) {
                return shortened(found, LONGEST_RESULT);
            }
        }
        return null;
    }

    private static String onYes(Asking asking) {
        return switch (asking.kind()) {
            case TOOL_CALL -> asking.tool() + " is called with exactly these arguments, once, and the run goes on";
            case ANSWER -> "this is what the caller gets";
            case QUESTION -> "the run goes on with what you say";
        };
    }

    private static String onNo(Asking asking) {
        return switch (asking.kind()) {
            case TOOL_CALL -> asking.tool() + " is not called; the model is told so, and the run goes on";
            case ANSWER -> "the caller does not get it, and is told your notes";
            case QUESTION -> "the run goes on without an answer";
        };
    }

    private static String latestWords(String request) {
        List<Message> messages =
                Json.read(request, Request.class).conversation().messages();
        return messages.reversed().stream()
                .filter(Message.User.class::isInstance)
                .findFirst()
                .map(message -> shortened(message.text(), LONGEST_REQUEST))
                .orElse(null);
    }

    static String shortened(String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
