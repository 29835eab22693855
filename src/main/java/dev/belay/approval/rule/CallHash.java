package dev.belay.approval.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a decision is bound to: SHA-256 over tool and canonical arguments, each preceded by its length, so that no two
/// different calls are the same bytes.
public final class CallHash {
    private CallHash() {}

    /// @return in lower-case hexadecimal
    public static String of(String tool, String arguments) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, tool);
            add(digest, arguments);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
