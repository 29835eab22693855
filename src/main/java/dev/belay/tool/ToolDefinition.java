package dev.belay.tool;

import dev.belay.ledger.EffectClass;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a [Tool]. Read once at start-up.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ToolDefinition {
    /// Letters, digits, `_` and `-`, at most 64 characters.
    String name();

    /// What it does, for the model.
    String description();

    /// JSON Schema (draft 2020-12) of the arguments, of type `object`.
    String schema();

    EffectClass effect() default EffectClass.PURE;

    /// Seconds after which the tool is given up.
    int timeoutSeconds() default 30;

    /// Characters of its output that the model is shown; the rest is cut with a note.
    int outputLimit() default 20_000;

    /// Seconds for which the receiver remembers our idempotency key. Only read for tools of class `KEYED`.
    int keyRetentionSeconds() default 86_400;

    /// Whether two identical calls may both be meant.
    boolean repeatable() default false;

    /// Whether a result may be given again to the same caller, in other runs too. Only for tools of class `PURE`.
    boolean cacheable() default false;
}
