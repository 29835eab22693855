package dev.belay.budget.limit;

import dev.belay.platform.ConfigCheck;
import dev.belay.platform.text.Decimals;
import io.smallrye.config.SmallRyeConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Has budgets looked at before anything starts.
public final class BudgetsCheck implements ConfigCheck {
    private static final String PREFIX = "belay.budgets.";

    @Override
    public List<Class<?>> mappings() {
        return List.of(BudgetsConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        BudgetsConfig budgets = config.getConfigMapping(BudgetsConfig.class);
        List<Problem> problems = new ArrayList<>();
        budgets.limits().forEach((name, limit) -> look(PREFIX + "limits." + name + ".", limit, problems));
        BudgetsConfig.Bound bound = budgets.bound();
        require(bound.answerTokens() >= 1, "bound.answer-tokens", problems);
        require(bound.leastAnswer() >= 1, "bound.least-answer", problems);
        require(bound.bytesPerToken() > 0, "bound.bytes-per-token", problems);
        require(bound.imageTokens() >= 0, "bound.image-tokens", problems);
        require(bound.unseenTokens() >= 0, "bound.unseen-tokens", problems);
        require(bound.call().toSeconds() >= 1, "bound.call", problems);
        require(!budgets.patience().isNegative(), "patience", problems);
        require(budgets.retention().toDays() >= 1, "retention", problems);
        return problems;
    }

    private static void require(boolean fulfilled, String name, List<Problem> problems) {
        if (!fulfilled) {
            problems.add(new Problem(PREFIX + name, "is too small"));
        }
    }

    private static void look(String path, BudgetsConfig.Limit limit, List<Problem> problems) {
        boolean named = limit.per() == BudgetsConfig.Per.CALLER || limit.per() == BudgetsConfig.Per.POLICY;
        if (limit.of().isPresent() && !named) {
            problems.add(new Problem(path + "of", "goes with per: caller and per: policy alone"));
        }
        if (limit.every() != BudgetsConfig.Every.TOTAL && limit.per() == BudgetsConfig.Per.REQUEST) {
            problems.add(new Problem(path + "every", "does not go with per: request"));
        }
        boolean any = limit.usd().isPresent();
        if (limit.usd().filter(usd -> usd.compareTo(BigDecimal.ZERO) < 0).isPresent()) {
            problems.add(new Problem(path + "usd", "must not be negative"));
        }
        if (!limit.usd().map(Decimals::bounded).orElse(true)) {
            problems.add(new Problem(path + "usd", Decimals.TOO_LONG));
        }
        any |= whole(path + "tokens", limit.tokens(), problems);
        any |= whole(path + "model-calls", limit.modelCalls(), problems);
        any |= whole(path + "tool-calls", limit.toolCalls(), problems);
        any |= whole(path + "seconds", limit.seconds(), problems);
        if (!any) {
            problems.add(new Problem(path + "usd", "is missing, and so is every other measure"));
        }
    }

    private static boolean whole(String path, OptionalLong value, List<Problem> problems) {
        if (value.orElse(0) < 0) {
            problems.add(new Problem(path, "must not be negative"));
        }
        return value.isPresent();
    }
}
