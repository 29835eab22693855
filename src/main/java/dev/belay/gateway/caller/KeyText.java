package dev.belay.gateway.caller;

import dev.belay.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An API key as its holder writes it: `belay_<id>_<secret>`. The id is public, the secret has 192 random bits.
///
/// Has no `toString` that shows it.
final class KeyText {
    static final String PREFIX = "belay_";

    /// Continues a sentence that begins with the name of what is wrong.
    static final String WRONG =
            "does not have the form belay_<id>_<secret>, with 4 to 32 letters and digits and at least"
                    + " 22 URL-safe characters";

    private static final String ID = "[A-Za-z0-9]{4,32}";
    private static final Pattern ID_FORM = Pattern.compile(ID);
    private static final Pattern FORM = Pattern.compile("belay_(" + ID + ")_([A-Za-z0-9_-]{22,128})");
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 24;

    private final String id;
    private final String whole;

    private KeyText(String id, String whole) {
        this.id = id;
        this.whole = whole;
    }

    static KeyText random(Ids ids) {
        StringBuilder id = new StringBuilder();
        while (id.length() < ID_LENGTH) {
            id.append(ids.secret(ID_LENGTH).replaceAll("[_-]", ""));
        }
        String publicPart = id.substring(0, ID_LENGTH);
        return new KeyText(publicPart, PREFIX + publicPart + "_" + ids.secret(SECRET_BYTES));
    }

    /// @return empty if `text` is no key of ours
    static Optional<KeyText> read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeyText(form.group(1), text)) : Optional.empty();
    }

    static boolean isId(String text) {
        return ID_FORM.matcher(text).matches();
    }

    String id() {
        return id;
    }

    /// The whole key, to be shown once.
    String reveal() {
        return whole;
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
