package dev.belay.tool.egress;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// What came back, up to the limit.
///
/// @param type the media type in lower case without parameters; empty if none was sent
/// @param charset `null` if none was sent or known
/// @param location the header `Location`, or `null`
/// @param cut whether there was more
public record Reply(int status, String type, Charset charset, String location, byte[] body, boolean cut) {
    private static final Set<String> TEXTS = Set.of(
            "",
            "application/json",
            "application/xml",
            "application/javascript",
            "application/yaml",
            "application/x-www-form-urlencoded",
            "application/x-ndjson");

    /// The body as text; of binary content only what it is.
    public String text() {
        if (!textual()) {
            return "[" + body.length + (cut ? " bytes and more" : " bytes") + " of " + type + ", not shown]";
        }
        String text = new String(body, charset == null ? StandardCharsets.UTF_8 : charset);
        return cut ? text + "\n[cut: more than " + body.length + " bytes]" : text;
    }

    private boolean textual() {
        String plain = type.toLowerCase(Locale.ROOT);
        return plain.startsWith("text/") || TEXTS.contains(plain) || plain.endsWith("+json") || plain.endsWith("+xml");
    }

    public boolean redirects() {
        return location != null && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
}
