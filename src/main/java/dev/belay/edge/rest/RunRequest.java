package dev.belay.edge.rest;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.intake.Beside;
import dev.belay.gateway.intake.ClientTools;
import dev.belay.gateway.intake.Conditions;
import dev.belay.gateway.intake.Fields;
import dev.belay.gateway.intake.Messages;
import dev.belay.gateway.intake.Writing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A body of `POST /api/v1/runs`, understood as a whole or refused.
///
/// @param waits whether the body asks to wait for the end; absent if it does not say
record RunRequest(Request request, Optional<Boolean> waits) {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;]\\s*)wait(?:\\s*=\\s*(\\d{1,6}))?\\s*(?:$|[,;])");

    /// Whether, and how long, a caller wants to wait for a run.
    ///
    /// @param limit at most so long; empty means until the run's deadline
    record Waiting(boolean waits, Optional<Duration> limit) {}

    /// @param beside what the headers say
    /// @throws Refusal if any field is wrong, unknown or not supported
    static RunRequest read(byte[] body, Beside beside) {
        Fields fields = Fields.parse(body);
        Conditions conditions = Conditions.read(fields, beside);
        Sampling sampling = Writing.sampling(fields);
        ResponseFormat format = Writing.format(fields);
        Request.Offer offer = new Request.Offer(
                conditions.tools(), ClientTools.read(fields, "client_tools"), ClientTools.choice(fields));
        Request.Way way = conditions.on(way(fields, conditions.tierOrder()));
        Optional<Boolean> wait =
                fields.any("wait") == null ? Optional.empty() : Optional.of(fields.flag("wait", false));
        // A slip in the name of "input" is told as that, before its absence is.
        fields.any("input");
        fields.any("messages");
        fields.nothingElse();
        Request.Conversation conversation =
                new Request.Conversation(messages(fields), sampling, format, conditions.expected());
        return new RunRequest(new Request(conversation, offer, way, conditions.terms()), wait);
    }

    private static List<Message> messages(Fields fields) {
        Optional<String> input = fields.text("input", 50_000_000).filter(text -> !text.isBlank());
        boolean both = input.isPresent() && fields.any("messages") != null;
        if (both) {
            throw fields.wrong("input", "must not be there together with messages");
        }
        return input.isPresent() ? List.of(new Message.User(input.get())) : Messages.read(fields);
    }

    private static Request.Way way(Fields fields, List<String> tierOrder) {
        String policy = fields.text("policy", 256).orElse(null);
        String model = fields.text("model", 256).orElse(null);
        if (policy != null && model != null) {
            throw fields.wrong("model", "must not be there together with policy");
        }
        return new Request.Way(policy, model, fields.text("strategy", 64).orElse(null), tierOrder);
    }

    /// The same, to be worked on after its caller has been answered; for that it has to be journaled.
    RunRequest inBackground() {
        Request.Terms terms = request.terms();
        if (terms.durability() == Request.Durability.NONE) {
            throw new Refusal(
                    Refusal.Kind.INVALID, "durability", "\"none\" does not go with a run that nobody waits for");
        }
        Request.Terms journaled = new Request.Terms(
                terms.deadline(),
                terms.budget(),
                Request.Durability.JOURNAL,
                terms.session(),
                terms.idempotencyKey(),
                terms.patience());
        return new RunRequest(new Request(request.conversation(), request.tools(), request.way(), journaled), waits);
    }

    /// @param prefer the `Prefer` header (RFC 7240), or `null`: `wait` waits, `wait=10` at most ten seconds
    Waiting waiting(String prefer) {
        if (waits.isPresent()) {
            return new Waiting(waits.get(), Optional.empty());
        }
        Matcher wait = prefer == null ? null : WAIT.matcher(prefer);
        if (wait == null || !wait.find()) {
            return new Waiting(false, Optional.empty());
        }
        return new Waiting(
                true, Optional.ofNullable(wait.group(1)).map(Long::parseLong).map(Duration::ofSeconds));
    }
}
