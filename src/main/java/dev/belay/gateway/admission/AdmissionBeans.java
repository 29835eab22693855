package dev.belay.gateway.admission;

import dev.belay.budget.limit.Limits;
import dev.belay.gateway.Known;
import dev.belay.gateway.policy.Menu;
import dev.belay.gateway.policy.Policies;
import dev.belay.platform.ConfigCheck;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Wires admission, and looks at the policies before a request does.
@ApplicationScoped
class AdmissionBeans {
    private final Known known;
    private final Policies policies;
    private final Menu menu;
    private final KindsConfig kinds;

    AdmissionBeans(Known known, Policies policies, Menu menu, KindsConfig kinds) {
        this.kinds = kinds;
        this.known = known;
        this.policies = policies;
        this.menu = menu;
    }

    /// Refuses to start with a policy that names what does not exist.
    void check(@Observes StartupEvent start) {
        PolicyCheck check = new PolicyCheck(known, menu.strategies());
        List<ConfigCheck.Problem> problems = Stream.concat(
                        check.problems(policies).stream(), check.kinds(kinds.byKind()).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    problems.stream().map(ConfigCheck.Problem::toString).collect(Collectors.joining("; ")));
        }
    }

    @Produces
    @Singleton
    Admission admission(Limits limits) {
        return new Admission(known, policies, menu.strategies(), limits, kinds.byKind());
    }
}
