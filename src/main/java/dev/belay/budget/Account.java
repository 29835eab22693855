package dev.belay.budget;

import java.math.BigDecimal;
import java.util.Locale;

/// One limit in one measure, for one subject and period.
///
/// @param subject whose it is: root run, caller and session, caller, policy; `-` for the installation. What the
///     configuration allows to a request is kept apart from what the request allows itself
/// @param period `total`, a day (`2026-11-21`) or a month (`2026-11`), in UTC
/// @param caller id of the caller who may see it; `null` if only administrators may
/// @param limit what is allowed now; of a request, what was allowed in the beginning: its row knows what it was
///     raised to
public record Account(Scope scope, String subject, String period, Measure measure, String caller, BigDecimal limit) {
    public static final String TOTAL = "total";
    /// Ends the subject of what the configuration allows to a request.
    public static final String CONFIGURED = "#configured";
    /// Begins the name under which shadows spend.
    public static final String SHADOW = "shadow/";

    /// By what spending is bounded together.
    public enum Scope {
        /// The tree of a request's run: its retries, forks and branches.
        REQUEST,
        SESSION,
        CALLER,
        POLICY,
        INSTALLATION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// @throws IllegalArgumentException if it is none
        public static Scope of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// Whether the request itself set the limit, so that it can be raised.
    public boolean own() {
        return scope == Scope.REQUEST && !subject.endsWith(CONFIGURED);
    }

    /// Whether shadows are bounded by it.
    public boolean ofShadow() {
        return scope == Scope.POLICY && subject.startsWith(SHADOW);
    }

    /// Names the row. Rows are locked in the order of their keys.
    public String key() {
        return String.join(":", scope.word(), measure.word(), period, subject);
    }
}
