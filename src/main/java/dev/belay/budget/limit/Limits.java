package dev.belay.budget.limit;

import dev.belay.budget.Account;
import dev.belay.budget.Account.Scope;
import dev.belay.budget.Budgets.Spender;
import dev.belay.budget.Measure;
import dev.belay.exchange.Request;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds the accounts that bound a run. Immutable.
public final class Limits {
    /// Nothing but what requests allow themselves.
    public static final Limits NONE = new Limits(List.of());

    private final List<BudgetsConfig.Limit> configured;

    public Limits(BudgetsConfig config) {
        this(config.limits().values());
    }

    /// What each policy may use in a day.
    public static Limits daily(Request.Allowance allowance) {
        return new Limits(List.of(new Daily(allowance)));
    }

    private Limits(Collection<BudgetsConfig.Limit> configured) {
        this.configured = List.copyOf(configured);
    }

    /// Whether anything of the configuration bounds what this caller, policy and session spend in this measure.
    public boolean bound(Spender spender, Measure measure) {
        return configured.stream()
                .anyMatch(limit -> applies(limit, spender) && amounts(limit).containsKey(measure));
    }

    /// The accounts of a run at this moment. Where two limits mean the same account, the smaller one applies.
    ///
    /// @param own what the request allows itself, or `null`
    public List<Account> of(Spender spender, Request.Allowance own, Instant now) {
        Map<String, Account> accounts = new HashMap<>();
        amounts(own).forEach((measure, amount) -> {
            var account =
                    new Account(Scope.REQUEST, spender.rootId(), Account.TOTAL, measure, spender.callerId(), amount);
            accounts.put(account.key(), account);
        });
        for (BudgetsConfig.Limit limit : configured) {
            if (applies(limit, spender)) {
                String period = period(limit.every(), now);
                amounts(limit)
                        .forEach((measure, amount) ->
                                add(accounts, account(limit.per(), spender, period, measure, amount)));
            }
        }
        return List.copyOf(accounts.values());
    }

    /// What a request allows in each measure.
    public static Map<Measure, BigDecimal> amounts(Request.Allowance own) {
        Map<Measure, BigDecimal> amounts = new EnumMap<>(Measure.class);
        if (own != null) {
            put(amounts, Measure.USD, own.usd());
            put(amounts, Measure.TOKENS, own.tokens());
            put(amounts, Measure.MODEL_CALLS, own.modelCalls());
            put(amounts, Measure.TOOL_CALLS, own.toolCalls());
            put(amounts, Measure.SECONDS, own.seconds());
        }
        return amounts;
    }

    private static void add(Map<String, Account> accounts, Account account) {
        accounts.merge(account.key(), account, (one, other) -> one.limit().compareTo(other.limit()) <= 0 ? one : other);
    }

    private static Account account(
            BudgetsConfig.Per per, Spender spender, String period, Measure measure, BigDecimal amount) {
        String subject =
                switch (per) {
                    case REQUEST -> spender.rootId() + Account.CONFIGURED;
                    case SESSION -> spender.callerId() + "/" + spender.session();
                    case CALLER -> spender.callerId();
                    case POLICY -> spender.policy();
                    case INSTALLATION -> "-";
                };
        boolean everybodys = per == BudgetsConfig.Per.POLICY || per == BudgetsConfig.Per.INSTALLATION;
        String caller = everybodys ? null : spender.callerId();
        return new Account(Scope.valueOf(per.name()), subject, period, measure, caller, amount);
    }

    private static boolean applies(BudgetsConfig.Limit limit, Spender spender) {
        return switch (limit.per()) {
            case REQUEST, INSTALLATION -> true;
            case SESSION -> spender.session() != null;
            case CALLER -> limit.of().map(spender.callerId()::equals).orElse(true);
            case POLICY -> limit.of().map(of -> of.equals(spender.policy())).orElse(spender.policy() != null);
        };
    }

    private static String period(BudgetsConfig.Every every, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (every) {
            case TOTAL -> Account.TOTAL;
            case DAY -> today.toString();
            case MONTH -> YearMonth.from(today).toString();
        };
    }

    private static Map<Measure, BigDecimal> amounts(BudgetsConfig.Limit limit) {
        Map<Measure, BigDecimal> amounts = new EnumMap<>(Measure.class);
        limit.usd().ifPresent(usd -> amounts.put(Measure.USD, usd));
        put(amounts, Measure.TOKENS, limit.tokens());
        put(amounts, Measure.MODEL_CALLS, limit.modelCalls());
        put(amounts, Measure.TOOL_CALLS, limit.toolCalls());
        put(amounts, Measure.SECONDS, limit.seconds());
        return amounts;
    }

    private static void put(Map<Measure, BigDecimal> amounts, Measure measure, OptionalLong amount) {
        amount.ifPresent(value -> amounts.put(measure, BigDecimal.valueOf(value)));
    }

    private static void put(Map<Measure, BigDecimal> amounts, Measure measure, Number amount) {
        if (amount != null) {
            amounts.put(measure, amount instanceof BigDecimal exact ? exact : BigDecimal.valueOf(amount.longValue()));
        }
    }

    private record Daily(Request.Allowance allowance) implements BudgetsConfig.Limit {

        @Override
        public BudgetsConfig.Per per() {
            return BudgetsConfig.Per.POLICY;
        }

        @Override
        public Optional<String> of() {
            return Optional.empty();
        }

        @Override
        public BudgetsConfig.Every every() {
            return BudgetsConfig.Every.DAY;
        }

        @Override
        public Optional<BigDecimal> usd() {
            return Optional.ofNullable(allowance.usd());
        }

        @Override
        public OptionalLong tokens() {
            return optional(allowance.tokens());
        }

        @Override
        public OptionalLong modelCalls() {
            return optional(allowance.modelCalls());
        }

        @Override
        public OptionalLong toolCalls() {
            return optional(allowance.toolCalls());
        }

        @Override
        public OptionalLong seconds() {
            return optional(allowance.seconds());
        }

        private static OptionalLong optional(Long value) {
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }
}
