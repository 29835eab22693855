package dev.belay.gateway.experiment;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.policy.Policy;
import dev.belay.statistics.experiment.Stage;
import dev.belay.tier.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/// Assigns admitted requests to the variants of experiments, from memory alone. Thread-safe.
public final class Trials {
    public static final Trials NONE = new Trials(List.of(), _ -> Optional.empty(), () -> 0);
    private static final String ID = "experiment";

    private final List<Trial> trials;
    private final Function<String, Optional<Stage>> stages;
    private final DoubleSupplier random;

    /// @param stages how far an experiment has come, if that is known
    /// @param random from 0 inclusive to 1 exclusive, for what has no key
    Trials(List<Trial> trials, Function<String, Optional<Stage>> stages, DoubleSupplier random) {
        this.trials = List.copyOf(trials);
        this.stages = stages;
        this.random = random;
    }

    /// @param choice for the journal, or `null` if the request belongs to no experiment
    /// @param shade what is to work beside, or `null`
    public record Entered(Admitted admitted, Choice choice, Shade shade) {
        Entered(Admitted admitted, Choice choice) {
            this(admitted, choice, null);
        }
    }

    /// The request as its variant wants it.
    public Entered enter(Admitted admitted, Caller caller) {
        for (Trial trial : trials) {
            Optional<Stage> stage = takesPart(trial, admitted) ? stages.apply(trial.name()) : Optional.empty();
            if (stage.isPresent()) {
                return enter(trial, stage.get(), admitted, caller);
            }
        }
        return new Entered(admitted, null);
    }

    /// The same for a run that was begun before: its order and its prompt are in the request, its route is not.
    public Admitted again(Admitted admitted) {
        String variant = admitted.request().way().mark().variant();
        return trials.stream()
                .filter(trial -> variant != null && variant.startsWith(trial.name() + "/candidate#"))
                .filter(trial -> trial.route() != null)
                .findFirst()
                .map(trial -> varied(
                        admitted,
                        admitted.request().conversation(),
                        admitted.request().way(),
                        trial.route()))
                .orElse(admitted);
    }

    private static boolean takesPart(Trial trial, Admitted admitted) {
        boolean ordered = admitted.request().way().mark().ordered();
        return trial.policy().equals(admitted.request().way().policy())
                && (trial.shadow() != null || trial.tiers().isEmpty() || !ordered);
    }

    private Entered enter(Trial trial, Stage stage, Admitted admitted, Caller caller) {
        String key = key(trial.sticky(), admitted.request().terms().session(), caller);
        double place = key == null ? random.getAsDouble() : trial.place(key);
        boolean candidate = place < stage.percent() / 100;
        if (trial.shadow() != null) {
            return candidate ? shaded(trial, stage, admitted, key) : new Entered(admitted, null);
        }
        Request.Way way = admitted.request().way();
        Request.Mark mark = way.mark().in(stage.label(candidate));
        Request.Way varied = candidate && !trial.tiers().isEmpty()
                ? new Request.Way(way.policy(), way.model(), way.strategy(), trial.tiers(), mark.inOrder())
                : way.marked(mark);
        Request.Conversation said = prompted(admitted.request().conversation(), trial.prompt(), candidate);
        String reason = String.format(
                Locale.ROOT, "%s %% of %s get the candidate", stage.percent(), key == null ? "runs" : "keys");
        return new Entered(
                varied(admitted, said, varied, candidate ? trial.route() : null),
                new Choice(ID, List.of(), true, mark.variant(), reason));
    }

    /// The run is the control, and the candidate works beside it.
    private static Entered shaded(Trial trial, Stage stage, Admitted admitted, String key) {
        List<String> tiers = (trial.tiers().isEmpty() ? admitted.tiers() : trial.tiers())
                .stream().filter(Tiers::asksModel).toList();
        if (tiers.isEmpty()) {
            return new Entered(admitted, null);
        }
        Request.Conversation said = admitted.request().conversation();
        Request.Way way = admitted.request().way();
        Request.Mark control = way.mark().in(stage.label(false));
        Request.Mark mark = way.mark().inOrder().in(stage.label(true));
        var beside = new Request.Way(way.policy(), way.model(), way.strategy(), tiers, mark);
        String reason =
                String.format(Locale.ROOT, "%s %% of %s have a shadow", stage.percent(), key == null ? "runs" : "keys");
        Request marked = new Request(
                said,
                admitted.request().tools(),
                way.marked(control),
                admitted.request().terms());
        return new Entered(
                new Admitted(
                        marked,
                        admitted.policy(),
                        admitted.strategy(),
                        admitted.tiers(),
                        admitted.acts(),
                        admitted.kept()),
                new Choice(ID, List.of(), true, control.variant(), reason),
                new Shade(
                        trial.name(),
                        mark.variant(),
                        varied(admitted, prompted(said, trial.prompt(), true), beside, trial.route()),
                        trial.shadow()));
    }

    /// What a request sticks by, or `null` if it stands alone.
    private static String key(ExperimentsConfig.Sticky sticky, String session, Caller caller) {
        return switch (sticky) {
            case SESSION ->
                session == null
                        ? key(ExperimentsConfig.Sticky.CALLER, null, caller)
                        : "session " + caller.id() + " " + session;
            case CALLER -> caller.id().equals(Caller.LOCAL.id()) ? null : "caller " + caller.id();
            case RUN -> null;
        };
    }

    /// A session may hold the candidate's prompt from before.
    private static Request.Conversation prompted(Request.Conversation said, String prompt, boolean candidate) {
        if (prompt == null) {
            return said;
        }
        Message.System instruction = new Message.System(prompt);
        List<Message> messages = new ArrayList<>(said.messages());
        messages.removeIf(instruction::equals);
        if (candidate) {
            messages.addFirst(instruction);
        }
        return said.withMessages(messages);
    }

    /// @param route in place of the policy's, or `null`
    private static Admitted varied(
            Admitted admitted, Request.Conversation conversation, Request.Way way, String route) {
        Request request = new Request(
                conversation,
                admitted.request().tools(),
                way,
                admitted.request().terms());
        Policy policy = route == null ? admitted.policy() : admitted.policy().withRoute(route);
        return new Admitted(request, policy, admitted.strategy(), way.tierOrder(), admitted.acts(), admitted.kept());
    }
}
