package dev.belay.ledger;

/// What a tool does to the world, and therefore what may be done when its outcome is not known.
public enum EffectClass {
    /// Reads only; may be repeated at will.
    PURE,
    /// Writes in our own database, in the ledger's transaction.
    TRANSACTIONAL,
    /// The receiver honours our idempotency key, for a declared retention.
    KEYED,
    /// The destination can be asked whether it happened.
    RECONCILABLE,
    /// None of these: started and unfinished means in doubt, never repeated.
    UNSAFE;

    public boolean hasEffect() {
        return this != PURE;
    }
}
