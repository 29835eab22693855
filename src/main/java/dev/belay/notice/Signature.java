package dev.belay.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as the Standard Webhooks specification (1.0.0) says: HMAC-SHA256 over `id.timestamp.payload`.
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final List<SecretKeySpec> keys;

    /// @param secrets each of which [#problem] finds nothing wrong with
    Signature(List<String> secrets) {
        this.keys = secrets.stream()
                .map(secret -> new SecretKeySpec(bytes(secret), ALGORITHM))
                .toList();
    }

    /// What is wrong with a secret, without the secret; `null` if nothing is.
    static String problem(String secret) {
        if (!secret.strip().startsWith(PREFIX)) {
            return "must begin with " + PREFIX;
        }
        try {
            int length = bytes(secret).length;
            return length < SHORTEST || length > LONGEST
                    ? "must hold " + SHORTEST + " to " + LONGEST + " bytes, not " + length
                    : null;
        } catch (IllegalArgumentException _) {
            return "must be base64 after " + PREFIX;
        }
    }

    /// The header `webhook-signature`.
    ///
    /// @param seconds since 1970, as in `webhook-timestamp`
    String of(String id, long seconds, String payload) {
        byte[] signed = (id + "." + seconds + "." + payload).getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + mac(key, signed)).collect(Collectors.joining(" "));
    }

    private static String mac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String secret) {
        return Base64.getDecoder().decode(secret.strip().substring(PREFIX.length()));
    }
}
