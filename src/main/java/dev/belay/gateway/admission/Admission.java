package dev.belay.gateway.admission;

import static dev.belay.gateway.Refusal.Kind.FORBIDDEN;
import static dev.belay.gateway.Refusal.Kind.INVALID;
import static dev.belay.gateway.Refusal.Kind.UNKNOWN;

import dev.belay.budget.Budgets;
import dev.belay.budget.Measure;
import dev.belay.budget.limit.Limits;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Expected;
import dev.belay.gateway.Known;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.Policy;
import dev.belay.platform.text.Listed;
import dev.belay.strategy.Strategies;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Decides whether a request may be worked on, and fills what it leaves open from its policy.
///
/// Fields in refusals are named as in the native API (`tools[0]`, `deadline_ms`); an edge that calls them otherwise
/// translates.
public final class Admission {
    private final Known known;
    private final Policies policies;
    private final List<String> strategies;
    private final Limits limits;
    private final Map<String, String> kinds;

    /// @param strategies names of the strategies that exist
    public Admission(Known known, Policies policies, List<String> strategies, Limits limits) {
        this(known, policies, strategies, limits, Map.of());
    }

    /// @param strategies names of the strategies that exist
    /// @param kinds of tasks that requests may name, to the strategies by which they are worked on
    public Admission(
            Known known, Policies policies, List<String> strategies, Limits limits, Map<String, String> kinds) {
        this.limits = limits;
        this.known = known;
        this.policies = policies;
        this.strategies = List.copyOf(strategies);
        this.kinds = Map.copyOf(kinds);
    }

    /// @throws Refusal if the request is not admitted
    public Admitted admit(Request request, Caller caller) {
        if (!caller.may(Caller.Scope.ASK)) {
            throw new Refusal(FORBIDDEN, null, "this key does not have the scope \"ask\"");
        }
        Policy policy = policy(request.way());
        String strategy = strategy(request.way(), policy);
        List<String> tiers = tiers(request.way().tierOrder(), policy);
        Request.Offer offer = new Tools(known.tools(), caller)
                .admit(request.tools(), policy.use().tools());
        boolean bounded = bounded(request, policy, caller);
        boolean acts = known.tools().stream()
                .anyMatch(tool -> tool.hasEffect() && offer.server().contains(tool.name()));
        boolean asks = known.tools().stream()
                .anyMatch(tool -> tool.asksPeople() && offer.server().contains(tool.name()));
        // Those that vote may have to ask, too.
        boolean maybe = asks || strategy.equals(Strategies.VOTING);
        Request.Terms terms = terms(request.terms(), policy, acts, maybe || bounded);
        String model = request.way().model();
        // Whoever asks for nothing has a policy all the same, and what is written about the run names it.
        Request.Way way = new Request.Way(
                model == null ? policy.name() : null,
                model,
                strategy,
                tiers,
                request.way().mark());
        Request whole = new Request(conversation(request.conversation(), policy), offer, way, terms);
        boolean kept = needsJournal(request.terms(), policy, acts).isPresent()
                || request.terms().durability() == Request.Durability.JOURNAL;
        return new Admitted(whole, policy, strategy, tiers, acts, kept);
    }

    /// With what the policy expects of answers, once: a run that is carried on comes in with it.
    private static Request.Conversation conversation(Request.Conversation asked, Policy policy) {
        List<Expected> expected = Stream.concat(policy.use().expected().stream(), asked.expected().stream())
                .distinct()
                .toList();
        return new Request.Conversation(asked.messages(), asked.sampling(), asked.format(), expected);
    }

    private Policy policy(Request.Way way) {
        if (way.model() != null) {
            if (!known.models().contains(way.model())) {
                throw new Refusal(UNKNOWN, "model", none("model", way.model(), known.models()));
            }
            return policies.plain(way.model());
        }
        String name = way.policy() == null ? Policies.DEFAULT : way.policy();
        return policies.find(name)
                .orElseThrow(() -> new Refusal(UNKNOWN, "policy", none("policy", name, policies.names())));
    }

    private String strategy(Request.Way way, Policy policy) {
        String byKind = byKind(way.mark().kind());
        String usual = byKind == null ? policy.strategy() : byKind;
        String name = Strategies.named(way.strategy() == null ? usual : way.strategy());
        if (strategies.contains(name)) {
            return name;
        }
        throw new Refusal(INVALID, "strategy", none("strategy", name, strategies));
    }

    private String byKind(String kind) {
        String byKind = kind == null ? null : kinds.get(kind);
        if (kind != null && byKind == null) {
            throw new Refusal(INVALID, "kind", none("kind", kind, new TreeSet<>(kinds.keySet())));
        }
        return byKind;
    }

    private List<String> tiers(List<String> asked, Policy policy) {
        if (asked.isEmpty()) {
            return policy.use().tiers().isEmpty()
                    ? known.tierOrder()
                    : policy.use().tiers();
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            String field = "tier_order[" + i + "]";
            String problem = problem(known, asked.get(i));
            if (problem != null) {
                throw new Refusal(INVALID, field, problem);
            }
            if (!seen.add(asked.get(i))) {
                throw new Refusal(INVALID, field, "the tier \"" + asked.get(i) + "\" is named twice");
            }
        }
        return asked;
    }

    /// Why a tier cannot be tried, or `null` if it can.
    static String problem(Known known, String tier) {
        return known.tiers().stream()
                .filter(status -> status.id().equals(tier))
                .findFirst()
                .map(status -> Optional.ofNullable(status.missing()))
                .orElseGet(() -> Optional.of(none("tier", tier, known.tierOrder())))
                .orElse(null);
    }

    /// Whether a budget bounds the run, which may then rest until there is more of it. What is not known is not
    /// counted as zero: models without prices are not asked on a budget in dollars.
    private boolean bounded(Request request, Policy policy, Caller caller) {
        Request.Allowance own = request.terms().budget();
        var spender =
                new Budgets.Spender(null, null, caller.id(), request.terms().session(), policy.name());
        boolean dollars = own != null && own.usd() != null || limits.bound(spender, Measure.USD);
        List<String> missing = dollars ? known.missingPrices(policy.route()) : List.of();
        if (!missing.isEmpty()) {
            String message = "a budget in dollars needs to know what the models of the route \"" + policy.route()
                    + "\" cost; set " + Listed.near("", missing);
            throw new Refusal(INVALID, "budget_usd", message);
        }
        return own != null || Arrays.stream(Measure.values()).anyMatch(measure -> limits.bound(spender, measure));
    }

    /// @param rests whether the run may come to rest, for which it keeps a journal unless it is told otherwise
    private static Request.Terms terms(Request.Terms asked, Policy policy, boolean acts, boolean rests) {
        Duration deadline = asked.deadline() == null ? policy.times().deadline(asked.patience()) : asked.deadline();
        if (deadline.isZero() || deadline.isNegative()) {
            throw new Refusal(INVALID, "deadline_ms", "a deadline lies in the future");
        }
        if (deadline.compareTo(policy.times().longest()) > 0) {
            String message = "the policy \"" + policy.name() + "\" allows at most "
                    + policy.times().longest().toMillis();
            throw new Refusal(INVALID, "deadline_ms", message);
        }
        return new Request.Terms(
                deadline,
                asked.budget(),
                durability(asked, needsJournal(asked, policy, acts), rests),
                asked.session(),
                asked.idempotencyKey());
    }

    private static Request.Durability durability(Request.Terms asked, Optional<String> need, boolean rests) {
        if (need.isPresent() && asked.durability() == Request.Durability.NONE) {
            String message = "\"none\" does not go with " + need.get() + ", which needs the journal";
            throw new Refusal(INVALID, "durability", message);
        }
        if (asked.durability() != null) {
            return asked.durability();
        }
        return need.isPresent() || rests ? Request.Durability.JOURNAL : Request.Durability.NONE;
    }

    private static Optional<String> needsJournal(Request.Terms asked, Policy policy, boolean acts) {
        if (acts) {
            return Optional.of("a tool with an effect");
        }
        if (asked.session() != null) {
            return Optional.of("a session");
        }
        if (asked.idempotencyKey() != null) {
            return Optional.of("an idempotency key");
        }
        return policy.delivery().review().holds()
                ? Optional.of("a policy whose answers a person sees first")
                : Optional.empty();
    }

    public static String none(String kind, String name, Collection<String> existing) {
        return "there is no " + kind + " \"" + name + "\"; there are: " + Listed.near(name, existing);
    }
}
