package dev.belay.model.catalog;

import dev.belay.model.CallsConfig;
import dev.belay.model.ModelsConfig;
import dev.belay.model.RoutesConfig;
import dev.belay.platform.text.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what is wrong with the configuration of models, before anything is asked.
public final class CatalogCheck {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MOST_ATTEMPTS = 4;

    private final List<Problem> problems = new ArrayList<>();

    private CatalogCheck() {}

    /// @param property the whole name of the property at fault
    /// @param message what is wrong, without the value of any secret
    public record Problem(String property, String message) {
        @Override
        public String toString() {
            return property + ": " + message;
        }
    }

    /// Every error there is; empty if none.
    public static List<Problem> problems(ModelsConfig models, RoutesConfig routes, CallsConfig calls) {
        CatalogCheck check = new CatalogCheck();
        models.byId().forEach(check::model);
        Set<String> usable = models.byId().entrySet().stream()
                .filter(entry -> !ModelSpecs.isUnusedSlot(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        routes.byName().forEach((name, route) -> check.route(name, route, usable));
        check.limits(calls.limits());
        check.retry(calls.retry());
        check.breaker(calls.breaker());
        check.queue(calls.queue());
        return List.copyOf(check.problems);
    }

    /// What is probably not meant, though nothing forbids it; empty if nothing.
    public static List<Problem> hints(ModelsConfig models) {
        return models.byId().entrySet().stream()
                .filter(entry -> ModelSpecs.isUnusedSlot(entry.getValue())
                        && entry.getValue().name().isPresent())
                .map(entry -> new Problem(
                        "belay.models." + entry.getKey() + ".base-url",
                        "neither a base-url nor an api-key, so the model is not used"))
                .toList();
    }

    static void requireSound(ModelsConfig models, RoutesConfig routes, CallsConfig calls) {
        List<Problem> problems = problems(models, routes, calls);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the configuration cannot be used: "
                    + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
    }

    private void model(String id, ModelsConfig.Model model) {
        String prefix = "belay.models." + id + ".";
        require(ID.matcher(id).matches(), "belay.models." + id, "an id has letters, digits, '.', '_' and '-' only");
        if (ModelSpecs.isUnusedSlot(model)) {
            return;
        }
        new AccessCheck((property, message) -> require(false, property, message))
                .all(prefix, model.baseUrl(), model.apiKey(), model.headers());
        model.inputPrice().ifPresent(price -> price(prefix + "input-price", price));
        model.outputPrice().ifPresent(price -> price(prefix + "output-price", price));
        model.context().ifPresent(tokens -> require(tokens > 0, prefix + "context", "has to be positive"));
        model.maxOutput().ifPresent(tokens -> require(tokens > 0, prefix + "max-output", "has to be positive"));
        model.firstToken().ifPresent(limit -> positive(prefix + "first-token", limit));
        require(model.concurrency() > 0, prefix + "concurrency", "has to be positive");
    }

    private void price(String property, BigDecimal price) {
        require(price.signum() >= 0, property, "is negative");
        require(Decimals.bounded(price), property, Decimals.TOO_LONG);
    }

    private void route(String name, RoutesConfig.Route route, Set<String> usable) {
        require(!name.startsWith("model:"), "belay.routes." + name, "routes of one model exist by themselves");
        List<String> ids = route.models().orElse(List.of());
        for (int i = 0; i < ids.size(); i++) {
            if (!usable.contains(ids.get(i))) {
                String property = "belay.routes." + name + ".models[" + i + "]";
                List<String> names = usable.stream().sorted().toList();
                require(false, property, "no model " + ids.get(i) + "; there are " + names);
            }
        }
    }

    private void limits(CallsConfig.Limits limits) {
        String prefix = "belay.calls.limits.";
        positive(prefix + "connect", limits.connect());
        positive(prefix + "first-token", limits.firstToken());
        positive(prefix + "idle", limits.idle());
        positive(prefix + "whole-answer", limits.wholeAnswer());
        positive(prefix + "floor-window", limits.floorWindow());
        require(limits.floorTokensPerSecond() >= 0, prefix + "floor-tokens-per-second", "is negative");
        require(limits.maxAnswerBytes() > 0, prefix + "max-answer-bytes", "has to be positive");
        require(limits.maxAnswersBytes().orElse(1) > 0, prefix + "max-answers-bytes", "has to be positive");
    }

    private void retry(CallsConfig.Retry retry) {
        String prefix = "belay.calls.retry.";
        boolean attempts = retry.attempts() >= 1 && retry.attempts() <= MOST_ATTEMPTS;
        require(attempts, prefix + "attempts", "has to be from 1 to " + MOST_ATTEMPTS);
        positive(prefix + "base", retry.base());
        require(retry.factor() >= 1, prefix + "factor", "has to be 1 or more");
        require(ratio(retry.jitter()), prefix + "jitter", "has to be from 0 to 1");
        positive(prefix + "max-wait", retry.maxWait());
        require(ratio(retry.budget().share()), prefix + "budget.share", "has to be from 0 to 1");
        positive(prefix + "budget.window", retry.budget().window());
        require(retry.budget().floor() >= 0, prefix + "budget.floor", "is negative");
    }

    private void breaker(CallsConfig.Breaker breaker) {
        String prefix = "belay.calls.breaker.";
        require(breaker.requests() > 0, prefix + "requests", "has to be positive");
        require(ratio(breaker.failureRatio()), prefix + "failure-ratio", "has to be from 0 to 1");
        require(!breaker.delay().isNegative(), prefix + "delay", "is negative");
        require(breaker.successes() > 0, prefix + "successes", "has to be positive");
    }

    private void queue(CallsConfig.Queue queue) {
        String prefix = "belay.calls.queue.";
        require(queue.length() >= 0, prefix + "length", "is negative");
        require(!queue.maxWait().isNegative(), prefix + "max-wait", "is negative");
    }

    private void positive(String property, Duration duration) {
        require(duration.isPositive(), property, "has to be longer than nothing");
    }

    private void require(boolean sound, String property, String message) {
        if (!sound) {
            problems.add(new Problem(property, message));
        }
    }

    private static boolean ratio(double value) {
        return value >= 0 && value <= 1;
    }
}
