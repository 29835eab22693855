package dev.belay.statistics.alert;

import dev.belay.exchange.health.Subject;
import java.util.List;

/// By which models and tiers requests are answered live. Implemented by whoever knows the policies.
@FunctionalInterface
public interface LiveWays {

    /// Those of all policies. Policies that go the same way share one.
    List<Way> all();

    /// @param policies names, at least one; the first stands for all of them
    /// @param models that the policies' route asks
    /// @param tiers of the policies' chain that ask models
    record Way(List<String> policies, List<Subject> models, List<Subject> tiers) {
        public Way {
            policies = List.copyOf(policies);
            models = List.copyOf(models);
            tiers = List.copyOf(tiers);
        }

        Subject subject() {
            return Subject.policy(policies.getFirst());
        }

        String names() {
            return String.join(", ", policies);
        }
    }
}
