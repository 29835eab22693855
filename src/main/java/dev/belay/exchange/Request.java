package dev.belay.exchange;

import dev.belay.exchange.message.Expected;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/// What a caller wants.
///
/// Optional values are `null` or empty and are filled from the policy by the gateway.
public record Request(Conversation conversation, Offer tools, Way way, Terms terms) {

    /// What has been said so far, how the answer is to be written, and in which form.
    ///
    /// @param expected what else a text has to be like to be an answer: all of it
    public record Conversation(
            List<Message> messages, Sampling sampling, ResponseFormat format, List<Expected> expected) {
        public Conversation {
            messages = List.copyOf(messages);
            expected = expected == null ? List.of() : List.copyOf(expected);
        }

        public Conversation(List<Message> messages, Sampling sampling, ResponseFormat format) {
            this(messages, sampling, format, List.of());
        }

        /// Whether all messages together have more characters than this.
        public boolean isLongerThan(int characters) {
            int left = characters;
            for (Message message : messages) {
                left -= message.length();
                if (left < 0) {
                    return true;
                }
            }
            return false;
        }

        public Conversation withMessages(List<Message> others) {
            return new Conversation(others, sampling, format, expected);
        }

        public static Conversation of(List<Message> messages) {
            return new Conversation(messages, Sampling.DEFAULT, ResponseFormat.TEXT);
        }
    }

    /// What the model may ask for.
    ///
    /// @param server names of tools that are executed here
    /// @param client the caller's own tools: calls to them are returned to the caller and never executed here
    public record Offer(List<String> server, List<ToolSpec> client, ToolChoice choice) {
        public static final Offer NOTHING = new Offer(List.of(), List.of(), ToolChoice.AUTO);

        public Offer {
            server = List.copyOf(server);
            client = List.copyOf(client);
        }
    }

    /// Who is to answer: a policy, or one configured model by its id.
    ///
    /// @param policy name of a policy, or `null` if a model is named
    /// @param model id of a configured model for plain gateway use, or `null`
    /// @param strategy overrides the policy's strategy, or `null`
    /// @param tierOrder overrides the policy's tiers; empty means the policy's own
    public record Way(String policy, String model, String strategy, List<String> tierOrder, Mark mark) {
        public static final Way DEFAULT = new Way("belay", null, null, List.of());

        public Way {
            tierOrder = List.copyOf(tierOrder);
            mark = mark == null ? Mark.NONE : mark;
        }

        public Way(String policy, String model, String strategy, List<String> tierOrder) {
            this(policy, model, strategy, tierOrder, Mark.NONE);
        }

        public Way marked(Mark other) {
            return new Way(policy, model, strategy, tierOrder, other);
        }
    }

    /// What the choice of a way rests on.
    ///
    /// @param kind of the task as the caller names it, or `null`
    /// @param ordered whether the order of tiers is settled and nothing is to change it
    /// @param variant of an experiment that the request belongs to, as `name/candidate`, or `null`
    public record Mark(String kind, boolean ordered, String variant) {
        public static final Mark NONE = new Mark(null, false, null);

        public static Mark ofKind(String kind) {
            return kind == null ? NONE : new Mark(kind, false, null);
        }

        public Mark inOrder() {
            return new Mark(kind, true, variant);
        }

        public Mark in(String other) {
            return new Mark(kind, ordered, other);
        }
    }

    /// Under which conditions.
    ///
    /// @param deadline how long the caller waits
    /// @param budget the most the run may use, or `null`
    /// @param session name of a conversation whose history is kept here
    /// @param idempotencyKey the caller's key under which equal requests are one run
    /// @param patience how long the caller waits if `deadline` does not say; or `null`
    public record Terms(
            Duration deadline,
            Allowance budget,
            Durability durability,
            String session,
            String idempotencyKey,
            Patience patience) {
        public static final Terms DEFAULT = new Terms(null, null, null, null, null);

        public Terms(
                Duration deadline, Allowance budget, Durability durability, String session, String idempotencyKey) {
            this(deadline, budget, durability, session, idempotencyKey, null);
        }
    }

    /// The most that a run, and all that belongs to it, may use. What is `null` is not bounded.
    ///
    /// @param usd US dollars for models
    /// @param tokens of models, in and out together
    /// @param modelCalls requests to models
    /// @param toolCalls tool calls that are executed
    /// @param seconds for which models are waited for
    public record Allowance(BigDecimal usd, Long tokens, Long modelCalls, Long toolCalls, Long seconds) {
        /// Of money alone; `null` of `null`.
        public static Allowance ofUsd(BigDecimal usd) {
            return usd == null ? null : new Allowance(usd, null, null, null, null);
        }
    }

    /// How long a caller waits, said beside the request: it makes a deadline as far as the policy allows.
    ///
    /// @param asked the deadline that is asked for, or `null`
    /// @param untilGone after which the client gives up, asked or not, or `null`; it only makes a deadline shorter
    public record Patience(Duration asked, Duration untilGone) {}

    /// Whether decisions and results are written down as they happen, or a summary afterwards.
    public enum Durability {
        NONE,
        JOURNAL
    }
}
