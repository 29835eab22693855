package dev.belay.budget;

import java.math.BigDecimal;

/// How an account stands.
///
/// @param account with the limit that applies
/// @param spent what was used, at most the limit
/// @param presumed part of `spent` that nobody reported: the most that a call can have used whose end is not known
/// @param reserved set aside for calls that are under way
/// @param over what providers billed beyond what they had been allowed
public record Standing(Account account, BigDecimal spent, BigDecimal presumed, BigDecimal reserved, BigDecimal over) {

    /// What can still be reserved.
    public BigDecimal left() {
        return account.limit().subtract(spent).subtract(reserved).subtract(over).max(BigDecimal.ZERO);
    }

    /// For people: `$0.40 of $1 left in the budget of the request`.
    public String told() {
        String of =
                switch (account.scope()) {
                    case REQUEST -> "the request";
                    case SESSION -> "the session";
                    case CALLER -> "the caller";
                    case POLICY -> "the policy " + account.subject();
                    case INSTALLATION -> "the installation";
                };
        String when = account.period().equals(Account.TOTAL) ? "" : " for " + account.period();
        return amount(left()) + " of " + amount(account.limit()) + " left in the budget of " + of + when;
    }

    private String amount(BigDecimal value) {
        String number = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        return account.measure() == Measure.USD ? "$" + number : number + " " + unit();
    }

    private String unit() {
        return account.measure().word().replace('_', ' ');
    }
}
