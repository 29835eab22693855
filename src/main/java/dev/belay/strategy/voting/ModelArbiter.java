package dev.belay.strategy.voting;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.Message;
import dev.belay.specialist.judge.Chamber;
import dev.belay.specialist.judge.Chamber.Verdict;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Has a specialist choose, in a branch of the run that nothing goes on in: what it says is no part of the transcript.
@ApplicationScoped
class ModelArbiter implements Arbiter {
    private static final String ID = "judge";

    private final Chamber chamber;

    ModelArbiter(Chamber chamber) {
        this.chamber = chamber;
    }

    @Override
    public int choose(TierCall call, List<String> candidates) {
        TierCall.Work work = call.work();
        Passage.Part part = work.passage().part(ID, "it is asked which of " + candidates.size() + " answers is best");
        Passage.Attempt attempt = part.begin(ID, call.chain().index());
        var sitting = new Chamber.Sitting(
                work.id().runId(),
                part.number(),
                work.route(),
                work.limits().beforeReserve(),
                work.limits().cancellation(),
                attempt.scope());
        Verdict verdict;
        try (var _ = attempt.scope().enter()) {
            verdict = chamber.choose(sitting, asked(work), candidates);
        } catch (ControlFlow flow) {
            attempt.stopped(flow, Usage.NONE, 0);
            throw flow;
        }
        return switch (verdict) {
            case Verdict.Chosen(int place, var usage) -> {
                attempt.held(false, usage, 0);
                part.came(BranchStage.STOPPED, "it has chosen");
                yield place;
            }
            case Verdict.Undecided(var failure, var usage) -> {
                attempt.failed(failure, usage, 0);
                part.came(BranchStage.FELL, failure.reason() + ": " + failure.detail());
                throw new TierFailed(failure);
            }
        };
    }

    /// What the user said last.
    private static String asked(TierCall.Work work) {
        return work.request().conversation().messages().reversed().stream()
                .filter(Message.User.class::isInstance)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }
}
