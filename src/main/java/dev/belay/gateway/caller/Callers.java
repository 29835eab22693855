package dev.belay.gateway.caller;

import dev.belay.exchange.Caller;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/// Knows who asks.
public final class Callers {
    private static final byte[] NO_HASH = new byte[32];

    private final KeyStore store;
    private final boolean required;

    /// @param required whether nobody is let in without a key
    Callers(KeyStore store, boolean required) {
        this.store = store;
        this.required = required;
    }

    /// Whether a caller could have that id, be there one or not.
    public static boolean mayBe(String id) {
        return KeyText.isId(id) || id.equals(Caller.LOCAL.id());
    }

    /// Finds the caller behind an `Authorization` header.
    ///
    /// While no key is required, a bearer token that does not have the form of our keys is a placeholder, which
    /// OpenAI's clients insist on sending, and means nothing; one that has the form is a key, and a wrong key is
    /// refused. Who comes in without a key must have called this machine by a name of loopback, which no web page
    /// can make a browser do for a foreign one (DNS rebinding).
    ///
    /// @param authorization the header, or `null`
    /// @param host the `Host` header, or `null`
    /// @throws Unauthenticated if nobody is let in
    public Caller resolve(String authorization, String host) {
        Optional<String> token = bearer(authorization);
        if (token.isPresent() && (required || token.get().startsWith(KeyText.PREFIX))) {
            return known(token.get());
        }
        if (required) {
            throw new Unauthenticated("an API key is required: Authorization: Bearer belay_<id>_<secret>");
        }
        if (host != null && !Loopback.names(host)) {
            throw new Unauthenticated("without an API key, Belay answers only to localhost");
        }
        return Caller.LOCAL;
    }

    private Caller known(String token) {
        Optional<KeyText> text = KeyText.read(token);
        Optional<KeyStore.Stored> stored = text.flatMap(key -> store.find(key.id()));
        byte[] expected = stored.map(KeyStore.Stored::hash).orElse(NO_HASH);
        byte[] actual = text.map(KeyText::hash).orElse(new byte[0]);
        boolean matches = MessageDigest.isEqual(expected, actual);
        return stored.filter(_ -> matches)
                .map(KeyStore.Stored::key)
                .filter(key -> key.revokedAt() == null)
                .map(ApiKey::caller)
                .orElseThrow(() -> new Unauthenticated("this API key is not known, or was revoked"));
    }

    private static Optional<String> bearer(String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return Optional.empty();
        }
        return Optional.of(authorization.substring("bearer ".length()).strip()).filter(token -> !token.isEmpty());
    }
}
