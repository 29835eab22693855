package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.drill.script.Reply;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Calls whose arguments are not what the tool asked for (T01, T02, T04). Replies without calls stay as they
/// are. So do calls that are written as text, for T04: all values are text there.
public final class SpoiltArguments {
    private static final String TRUTH = "boolean";

    private SpoiltArguments() {}

    /// Written as people write objects, not as JSON. Says `True` or `None` only if the arguments hold such a
    /// value, or the tool has an optional one of that type.
    public static Wording written(LooseJson.Style style) {
        return each(
                (arguments, offer) -> LooseJson.write(style.python() ? withTruth(arguments, offer) : arguments, style));
    }

    /// The first half of them, and a reply that is otherwise whole.
    public static Reply halved(Reply good, Ask ask) {
        return WrongCalls.mapped(good, call -> new ToolCall(call.id(), call.name(), half(call.arguments())));
    }

    /// As [#halved], with the finish reason that goes with it.
    public static Reply halvedByLength(Reply good, Ask ask) {
        return good.message().callsTools() ? halved(good, ask).with(FinishReason.LENGTH) : good;
    }

    /// Without the first argument that is required.
    public static Reply missing(Reply good, Ask ask) {
        return typed((arguments, offer) -> {
                    Optional<String> first = first(
                            arguments,
                            name -> offer.required().isEmpty()
                                    || offer.required().contains(name));
                    first.ifPresent(arguments::remove);
                    return arguments.toString();
                })
                .say(good, ask);
    }

    /// One value of a type that cannot be read as the one that was asked for.
    public static Reply mistyped(Reply good, Ask ask) {
        return typed((arguments, offer) -> {
                    first(arguments, name -> Sample.type(offer.property(name)).matches("integer|number"))
                            .or(() -> first(arguments, _ -> true))
                            .ifPresent(name -> arguments.set(name, wrong(arguments.get(name))));
                    return arguments.toString();
                })
                .say(good, ask);
    }

    /// A number or truth value as text that says the same.
    public static Reply quoted(Reply good, Ask ask) {
        return typed((arguments, offer) -> {
                    first(
                                    arguments,
                                    name -> arguments.get(name).isNumber()
                                            || arguments.get(name).isBoolean())
                            .ifPresent(name ->
                                    arguments.put(name, arguments.get(name).asText()));
                    return arguments.toString();
                })
                .say(good, ask);
    }

    /// One argument that the tool does not have.
    public static Reply extra(Reply good, Ask ask) {
        return typed((arguments, _) -> arguments.put("unasked", true).toString())
                .say(good, ask);
    }

    /// Only in calls that are JSON.
    private static Wording typed(BiFunction<ObjectNode, Offer, String> change) {
        return (good, ask) -> ask.conversation().textual() ? good : each(change).say(good, ask);
    }

    private static Wording each(BiFunction<ObjectNode, Offer, String> change) {
        return (good, ask) -> WrongCalls.mapped(good, call -> {
            Offer offer = ask.offer(call.name()).orElseGet(() -> new Offer(call.name(), Json.object()));
            return parsed(call.arguments())
                    .map(arguments -> new ToolCall(call.id(), call.name(), change.apply(arguments, offer)))
                    .orElse(call);
        });
    }

    private static Optional<ObjectNode> parsed(String arguments) {
        try {
            return Json.tree(arguments) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(ObjectNode arguments, Predicate<String> condition) {
        return arguments.properties().stream()
                .map(field -> field.getKey())
                .filter(condition)
                .findFirst();
    }

    private static JsonNode wrong(JsonNode value) {
        return value.isTextual() ? Json.object().put("is", "no text") : TextNode.valueOf("rather many");
    }

    private static ObjectNode withTruth(ObjectNode arguments, Offer offer) {
        offer.schema().path("properties").properties().stream()
                .filter(property -> Sample.type(property.getValue()).equals(TRUTH))
                .filter(property -> !arguments.has(property.getKey()))
                .findFirst()
                .ifPresent(property -> arguments.set(property.getKey(), BooleanNode.TRUE));
        return arguments;
    }

    private static String half(String arguments) {
        return arguments.substring(
                0, arguments.offsetByCodePoints(0, arguments.codePointCount(0, arguments.length()) / 2));
    }
}
