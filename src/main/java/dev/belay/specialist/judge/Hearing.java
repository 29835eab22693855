package dev.belay.specialist.judge;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.speech.Speech;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.model.ModelDoor;
import dev.belay.model.chat.Speaker;
import java.util.function.Supplier;

/// One question to the models on the judge's behalf, and what it used. Used by one thread; the door tells
/// the meter from any.
final class Hearing implements Speaker, ModelDoor.Meter {
    private static final String ID = "judge";

    private final ModelDoor models;
    private final RunJournal journal;
    private final Chamber.Sitting sitting;
    private volatile String model;
    private volatile Supplier<Usage> running = () -> Usage.NONE;
    private Usage used = Usage.NONE;

    Hearing(ModelDoor models, RunJournal journal, Chamber.Sitting sitting) {
        this.models = models;
        this.journal = journal;
        this.sitting = sitting;
    }

    Usage used() {
        return used;
    }

    @Override
    public ModelDoor.Reply speak(ModelDoor.Prompt prompt) {
        try {
            ModelDoor.Reply reply = models.ask(prompt, ask());
            var stamp = new Entry.ModelStamp(reply.model(), reply.responseModel());
            journal.append(
                    new Entry.Decision(ID, stamp, reply.message(), reply.finish(), reply.usage(), reply.millis()));
            used = used.plus(reply.usage());
            return reply;
        } catch (ControlFlow.Cancelled cut) {
            if (model != null) {
                used = used.plus(running.get());
                journal.append(new Entry.ModelFailed(ID, model, "cancelled", cut.getMessage(), 0, running.get()));
            }
            throw cut;
        }
    }

    private ModelDoor.Ask ask() {
        return new ModelDoor.Ask(
                new ModelDoor.Errand(sitting.runId(), ID, Speech.HELD, this),
                sitting.route(),
                sitting.deadline(),
                sitting.cancellation(),
                journal,
                sitting.scope());
    }

    @Override
    public void running(String model, Supplier<Usage> used) {
        this.running = used;
        this.model = model;
    }
}
