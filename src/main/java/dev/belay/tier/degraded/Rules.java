package dev.belay.tier.degraded;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.platform.Time;
import dev.belay.tier.judge.Expectations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// All rules, in the order in which they are asked.
@ApplicationScoped
class Rules {
    /// A rule reads one sentence. Longer texts hold more than that.
    private static final int LONGEST_QUESTION = 500;

    private final List<Rule> rules;

    Rules(RulesConfig config, Time time) {
        this.rules = List.of(
                new EmailRule(),
                new TaxRule(config.taxRates()),
                new CurrencyRule(config.currencyRates()),
                new HoursRule(config.hours(), time),
                new RoutingRule(config.routing()));
    }

    /// The answer of the first rule that is certain and that is as expected. None is, of a request that wants more than
    /// words: a form, or calls to the caller's own tools.
    Optional<String> answer(Request request) {
        ResponseFormat format = request.conversation().format();
        boolean words = format == null || format.kind() == ResponseFormat.Kind.TEXT;
        if (!words || !request.tools().client().isEmpty()) {
            return Optional.empty();
        }
        Expectations expectations = new Expectations(request.conversation().expected());
        return question(request.conversation().messages()).flatMap(question -> rules.stream()
                .flatMap(rule -> rule.answer(question).stream())
                .filter(text -> expectations.violation(text).isEmpty())
                .findFirst());
    }

    /// What the rules can answer, for people.
    String certainOf() {
        return rules.stream().map(Rule::certainOf).collect(Collectors.joining("; "));
    }

    /// The user's last words, if the conversation ends with them and they are words alone.
    private static Optional<String> question(List<Message> messages) {
        if (messages.isEmpty() || !(messages.getLast() instanceof Message.User user)) {
            return Optional.empty();
        }
        boolean words = user.parts().stream().allMatch(Message.Part.Text.class::isInstance);
        String text = user.text().strip();
        return words && !text.isEmpty() && text.length() <= LONGEST_QUESTION ? Optional.of(text) : Optional.empty();
    }
}
