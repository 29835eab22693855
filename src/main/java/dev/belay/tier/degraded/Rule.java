package dev.belay.tier.degraded;

import java.util.Optional;

/// A deterministic handler. It answers only what it is certain of: a question of exactly its form, with every
/// number it needs configured. Anything else is none of its business. Thread-safe.
interface Rule {

    /// What it answers with certainty, as a clause for people: "whether an e-mail address is well-formed".
    String certainOf();

    /// @param question the user's last words, stripped
    Optional<String> answer(String question);
}
