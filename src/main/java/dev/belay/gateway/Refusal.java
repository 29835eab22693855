package dev.belay.gateway;

/// A request that is not admitted, with the field that is at fault. Nothing was started.
public final class Refusal extends RuntimeException {
    private final Kind kind;
    private final String field;

    /// @param field path of the field in the request as the caller wrote it, e.g. `belay.tier_order[1]`, or `null`
    public Refusal(Kind kind, String field, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.field = field;
    }

    public Kind kind() {
        return kind;
    }

    public String field() {
        return field;
    }

    public enum Kind {
        /// 400
        INVALID,
        /// 400: known, but not built or not switched on
        UNSUPPORTED,
        /// 403
        FORBIDDEN,
        /// 404
        UNKNOWN,
        /// 409: the key is in use by a run that cannot be attached to
        CONFLICT,
        /// 422: the key was used with another body
        KEY_REUSED,
        /// 503 with Retry-After
        OVERLOADED
    }
}
