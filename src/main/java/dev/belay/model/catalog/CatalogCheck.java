package dev.belay.model.catalog;

import dev.belay.model.CallsConfig;
import dev.belay.model.ModelsConfig;
import dev.belay.model.RoutesConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what is wrong with the configuration of models, before anything is asked.
public final class CatalogCheck {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> OUR_HEADERS = Set.of(
            "authorization", "api-key", "host", "content-length", "content-type", "connection", "expect", "upgrade");
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
        address(prefix, model);
        require(printable(model.apiKey().orElse("")), prefix + "api-key", "holds a line break or a control character");
        model.headers().forEach((name, value) -> header(prefix + "headers." + name, name, value));
        model.inputPrice().ifPresent(price -> require(price.signum() >= 0, prefix + "input-price", "is negative"));
        model.outputPrice().ifPresent(price -> require(price.signum() >= 0, prefix + "output-price", "is negative"));
        model.context().ifPresent(tokens -> require(tokens > 0, prefix + "context", "has to be positive"));
        model.maxOutput().ifPresent(tokens -> require(tokens > 0, prefix + "max-output", "has to be positive"));
        model.firstToken().ifPresent(limit -> positive(prefix + "first-token", limit));
        require(model.concurrency() > 0, prefix + "concurrency", "has to be positive");
    }

    private void address(String prefix, ModelsConfig.Model model) {
        String property = prefix + "base-url";
        try {
            URI address = ModelSpecs.chatAddress(model);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            require(scheme.equals("http") || scheme.equals("https"), property, "has to begin with http:// or https://");
            require(address.getHost() != null, property, "names no host");
            require(address.getRawUserInfo() == null, property, "holds a user or password; use api-key or headers");
            boolean query = model.baseUrl().orElse("").contains("?");
            require(!query, property, "holds a query; use api-version or headers");
        } catch (IllegalArgumentException e) {
            require(false, property, "is not an address");
        }
    }

    private void header(String property, String name, String value) {
        require(HEADER.matcher(name).matches(), property, "is not the name of a header");
        require(!OUR_HEADERS.contains(name.toLowerCase(Locale.ROOT)), property, "is set by Belay itself");
        require(printable(value), property, "holds a line break or a control character");
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

    private static boolean printable(String value) {
        return value.chars().noneMatch(Character::isISOControl);
    }
}
