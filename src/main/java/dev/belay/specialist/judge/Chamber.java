package dev.belay.specialist.judge;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Journals;
import dev.belay.model.ModelDoor;
import dev.belay.model.ModelFailed;
import dev.belay.model.chat.PromptChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Where the [Judge] sits: asks the models of the run's route on its behalf, and writes down what that
/// used. Called from many threads at once.
@ApplicationScoped
public class Chamber {
    private static final ScopedValue<ChatModel> MODEL = ScopedValue.newInstance();
    private static final Sampling SAMPLING = new Sampling(0.0, null, null, List.of(), null, Map.of());

    private final ModelDoor models;
    private final Journals journals;
    private volatile Judge judge;

    Chamber(ModelDoor models, Journals journals) {
        this.models = models;
        this.journals = journals;
    }

    /// On whose behalf, by which models, how long.
    ///
    /// @param branch of the run, in which it is written down
    public record Sitting(
            String runId, int branch, String route, Deadline deadline, Cancellation cancellation, Scopes.Scope scope) {}

    public sealed interface Verdict {
        Usage usage();

        /// @param place of the chosen one, from 0
        record Chosen(int place, Usage usage) implements Verdict {}

        record Undecided(Failure failure, Usage usage) implements Verdict {}
    }

    /// @param request what was to be answered
    /// @param candidates what was answered, in the order in which the judge sees it
    /// @throws ControlFlow if the run is to stop
    public Verdict choose(Sitting sitting, String request, List<String> candidates) {
        Hearing hearing = new Hearing(models, journals.of(sitting.runId(), sitting.branch()), sitting);
        ModelDoor.Prompt frame =
                new ModelDoor.Prompt(List.of(), List.of(), ToolChoice.AUTO, SAMPLING, ResponseFormat.TEXT);
        ChatModel model = new PromptChatModel(frame, hearing);
        try {
            String reply = ScopedValue.where(MODEL, model).call(() -> judge().choose(Material.of(request, candidates)));
            OptionalInt meant = Material.meant(reply, candidates.size());
            return meant.isPresent()
                    ? new Verdict.Chosen(meant.getAsInt(), hearing.used())
                    : new Verdict.Undecided(
                            new BadAnswer("the judge named none of the answers", BadAnswer.Flaw.MALFORMED),
                            hearing.used());
        } catch (JournalUnavailable e) {
            throw e.leaving();
        } catch (ModelFailed e) {
            return new Verdict.Undecided(e.failure(), hearing.used());
        }
    }

    private Judge judge() {
        Judge made = judge;
        if (made == null) {
            // Two may each make one; either serves.
            made = AiServices.builder(Judge.class).chatModel(new Seated()).build();
            judge = made;
        }
        return made;
    }

    /// The model of the hearing on this thread.
    private static final class Seated implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return MODEL.get().doChat(request);
        }
    }
}
