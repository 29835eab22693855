package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belay.exchange.Request;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.intake.Beside;
import dev.belay.gateway.intake.ClientTools;
import dev.belay.gateway.intake.Conditions;
import dev.belay.gateway.intake.Fields;
import dev.belay.gateway.intake.Messages;
import dev.belay.gateway.intake.Writing;
import dev.belay.gateway.policy.Menu;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A body of `POST /v1/chat/completions`, understood as a whole or refused.
///
/// @param model what the caller wrote
/// @param stream how the answer is streamed, or `null`
/// @param request what is asked for
record ChatRequest(String model, Stream stream, Request request) {

    /// @param usage whether it ends with the usage
    /// @param wish when the caller begins to hear the answer
    record Stream(boolean usage, Streaming.Wish wish) {}

    boolean streamed() {
        return stream != null;
    }

    /// @param beside what the headers say
    /// @throws Refusal if any field is wrong, unknown or not supported
    static ChatRequest read(byte[] body, Beside beside, Menu menu) {
        Fields fields = Fields.parse(body);
        String model = fields.required("model", 256);
        boolean stream = fields.flag("stream", false);
        boolean usage = usage(fields, stream);
        Optional<Fields> belay = fields.object("belay");
        Streaming.Wish wish = belay.map(own -> wish(own, stream)).orElse(Streaming.Wish.NONE);
        Conditions conditions = conditions(belay, stream ? beside.streaming() : beside);
        Request.Conversation conversation = new Request.Conversation(
                Messages.read(fields), Writing.sampling(fields), Writing.format(fields), conditions.expected());
        Request.Offer offer =
                new Request.Offer(conditions.tools(), ClientTools.read(fields, "tools"), ClientTools.choice(fields));
        unsupported(fields);
        fields.nothingElse();
        Request.Way way = conditions.on(menu.way(model, conditions.tierOrder()));
        Request request = new Request(conversation, offer, way, conditions.terms());
        effectsNeedHistory(request, menu);
        return new ChatRequest(model, stream ? new Stream(usage, wish) : null, request);
    }

    private static Streaming.Wish wish(Fields belay, boolean stream) {
        List<String> words =
                Arrays.stream(Streaming.Mode.values()).map(Streaming.Mode::word).toList();
        Streaming.Mode mode = belay.word("streaming", words)
                .map(word -> Streaming.Mode.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(null);
        Integer window = belay.integer("streaming_window", 1, 1_000_000)
                .map(Long::intValue)
                .orElse(null);
        if (!stream && mode != null) {
            throw belay.wrong("streaming", "is only allowed with stream: true");
        }
        if (!stream && window != null) {
            throw belay.wrong("streaming_window", "is only allowed with stream: true");
        }
        return new Streaming.Wish(mode, window);
    }

    private static Conditions conditions(Optional<Fields> belay, Beside beside) {
        if (belay.isEmpty()) {
            return Conditions.none(beside);
        }
        Conditions read = Conditions.read(belay.get(), beside);
        belay.get().nothingElse();
        return read;
    }

    private static boolean usage(Fields fields, boolean stream) {
        Optional<Fields> options = fields.object("stream_options");
        if (options.isEmpty()) {
            return false;
        }
        if (!stream) {
            throw fields.wrong("stream_options", "is only allowed with stream: true");
        }
        boolean usage = options.get().flag("include_usage", false);
        options.get().flag("include_obfuscation", false); // padding against eavesdroppers; harmless to leave out
        options.get().nothingElse();
        return usage;
    }

    /// What OpenAI's API knows and Belay does not do, so that it is told apart from a slip.
    private static void unsupported(Fields fields) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        fields.unsupported("n", IntNode.valueOf(1));
        fields.unsupported("logprobs", BooleanNode.FALSE);
        fields.unsupported("top_logprobs", IntNode.valueOf(0));
        fields.unsupported("modalities", json.arrayNode().add("text"));
        for (String name : new String[] {"audio", "prediction", "web_search_options", "functions", "function_call"}) {
            fields.unsupported(name);
        }
    }

    /// What is done here is not in the client's own history; without a session or a key nobody could tell a new
    /// request from a repetition.
    private static void effectsNeedHistory(Request request, Menu menu) {
        Request.Terms terms = request.terms();
        if (terms.session() == null && terms.idempotencyKey() == null && menu.offersEffects(request)) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "belay.session",
                    "tools with an effect need a session (belay.session) or an Idempotency-Key");
        }
    }
}
