package dev.belay.ledger;

/// Names one effect of one tree of runs: the same call from another tier, branch or process has the same key.
///
/// @param rootRun the root run
/// @param arguments canonical JSON (RFC 8785) after lossless coercion and schema defaults
/// @param ordinal 0, unless the tool is repeatable: then the number of identical calls that had a result before the
///     journaled decision that asks
public record EffectKey(String rootRun, String tool, String arguments, int ordinal) {

    /// SHA-256 over the parts with their lengths, in lower-case hexadecimal; also the idempotency key that is sent to a
    /// receiver, which learns nothing about the arguments from it.
    public String hash() {
        return KeyHash.of(this);
    }
}
