package dev.belay.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Hashes a key's parts, each preceded by its length so that no two different keys are the same bytes.
final class KeyHash {
    private KeyHash() {}

    static String of(EffectKey key) {
        MessageDigest digest = sha256();
        add(digest, key.rootRun());
        add(digest, key.tool());
        add(digest, key.arguments());
        digest.update(ByteBuffer.allocate(4).putInt(key.ordinal()).flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
