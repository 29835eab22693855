package dev.belay.gateway.caller;

import dev.belay.exchange.Caller;
import dev.belay.platform.Time;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;

/// Refuses to listen where strangers could reach Belay while no key exists.
final class ListenGuard {
    private final KeyStore store;
    private final AuthConfig config;
    private final Time time;

    ListenGuard(KeyStore store, AuthConfig config, Time time) {
        this.store = store;
        this.config = config;
        this.time = time;
    }

    static boolean required(AuthConfig config, String address) {
        return config.required() == AuthConfig.Required.ALWAYS || !Loopback.is(address);
    }

    /// Makes the configured admin key known, and checks that somebody can be let in.
    ///
    /// @throws IllegalStateException if not; it names what to do
    void check(String address) {
        config.adminKey().filter(key -> !key.isBlank()).ifPresent(this::learn);
        if (required(config, address) && !store.anyValid()) {
            throw new IllegalStateException("quarkus.http.host is " + address
                    + ", and nobody could be let in: there is no API key. Make one with `belay keys create NAME --scopes"
                    + " ask,admin`, or set belay.auth.admin-key (BELAY_AUTH_ADMIN_KEY)");
        }
    }

    private void learn(String whole) {
        KeyText text = KeyText.read(whole.strip())
                .orElseThrow(() -> new IllegalStateException("belay.auth.admin-key " + KeyText.WRONG));
        ApiKey key = new ApiKey(
                text.id(),
                "belay.auth.admin-key",
                EnumSet.allOf(Caller.Scope.class),
                null,
                time.now().truncatedTo(ChronoUnit.MICROS),
                null);
        if (!store.add(key, text.hash()) && !sameHash(text)) {
            throw new IllegalStateException(
                    "belay.auth.admin-key has the id of another key; choose another id or revoke that key's use");
        }
    }

    private boolean sameHash(KeyText text) {
        return store.find(text.id())
                .map(stored -> java.security.MessageDigest.isEqual(stored.hash(), text.hash()))
                .orElse(false);
    }
}
