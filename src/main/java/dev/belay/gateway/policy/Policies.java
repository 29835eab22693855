package dev.belay.gateway.policy;

import dev.belay.exchange.message.Expected;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.policy.PoliciesConfig.PolicyConfig;
import dev.belay.run.review.Review;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The policies there are: the configured ones, and those that exist without being configured.
public final class Policies {
    public static final String DEFAULT = "belay";
    static final String RACE = "belay/race";
    static final String SEQUENTIAL = "belay/sequential";
    static final String SMART = "belay/smart";
    static final String VOTING = "belay/voting";

    private final Map<String, Policy> byName = new TreeMap<>();

    public Policies(Map<String, PolicyConfig> configured) {
        configured.forEach((name, config) -> byName.put(name, policy(name, config)));
        Policy standard = byName.computeIfAbsent(DEFAULT, Policies::unconfigured);
        byName.computeIfAbsent(SEQUENTIAL, name -> standard.withStrategy(name, "sequential"));
        byName.computeIfAbsent(RACE, name -> standard.withStrategy(name, "race"));
        byName.computeIfAbsent(SMART, name -> standard.withStrategy(name, "smart"));
        byName.computeIfAbsent(VOTING, name -> standard.withStrategy(name, "voting"));
    }

    public Optional<Policy> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The policy of a request that names a model instead: the default one, asking this model alone.
    public Policy plain(String model) {
        return byName.get(DEFAULT).forModel(model);
    }

    public List<Policy> all() {
        return List.copyOf(byName.values());
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static Policy policy(String name, PolicyConfig config) {
        return new Policy(
                name,
                config.strategy(),
                config.route(),
                new Policy.Use(config.tiers().orElse(List.of()), config.tools().orElse(List.of()), expected(config)),
                new Policy.Delivery(
                        config.degraded() == PoliciesConfig.Degraded.ALLOW,
                        new Review(config.reviewAnswers(), config.rejectedAnswers()),
                        new Streaming(config.streaming(), config.streamingWindow()),
                        config.onBreach()),
                new Policy.Times(config.deadline(), config.maxDeadline(), config.reserve()));
    }

    private static Optional<Expected> expected(PolicyConfig config) {
        PoliciesConfig.Validate validate = config.validate();
        Expected expected = new Expected(
                validate.pattern().orElse(null),
                validate.minChars().orElse(null),
                validate.maxChars().orElse(null),
                validate.mustContain().orElse(List.of()),
                validate.mustNotContain().orElse(List.of()));
        return expected.nothing() ? Optional.empty() : Optional.of(expected);
    }

    private static Policy unconfigured(String name) {
        return new Policy(
                name,
                "sequential",
                "default",
                new Policy.Use(List.of(), List.of(), Optional.empty()),
                Policy.Delivery.DEFAULT,
                Policy.Times.DEFAULT);
    }
}
