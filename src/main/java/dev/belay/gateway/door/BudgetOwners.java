package dev.belay.gateway.door;

import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.budget.limit.BudgetsConfig.Limit;
import dev.belay.budget.limit.BudgetsConfig.Per;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.policy.Policies;
import dev.belay.platform.ConfigCheck.Problem;
import java.util.ArrayList;
import java.util.List;

/// Finds budgets of callers and policies that cannot be, which would bind nobody and never tell.
final class BudgetOwners {
    private BudgetOwners() {}

    static List<Problem> problems(BudgetsConfig budgets, Policies policies) {
        List<Problem> problems = new ArrayList<>();
        budgets.limits().forEach((name, limit) -> {
            String path = "belay.budgets.limits." + name + ".of";
            limit.of().ifPresent(of -> look(path, limit, of, policies, problems));
        });
        return problems;
    }

    private static void look(String path, Limit limit, String of, Policies policies, List<Problem> problems) {
        if (limit.per() == Per.CALLER && !Callers.mayBe(of)) {
            problems.add(new Problem(path, "'" + of + "' is not the id of a key, as `belay keys list` shows it"));
        }
        if (limit.per() == Per.POLICY && policies.find(of).isEmpty()) {
            problems.add(new Problem(path, Admission.none("policy", of, policies.names())));
        }
    }
}
