package dev.belay.tool.egress;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/// What came back, up to the limit.
///
/// @param type the media type in lower case without parameters; empty if none was sent
/// @param charset `null` if none was sent or known
/// @param location the header `Location`, or `null`
/// @param cut whether there was more
/// @param retryAfter the header `Retry-After`, or `null`
/// @param date the header `Date`, or `null`
public record Reply(
        int status,
        String type,
        Charset charset,
        String location,
        byte[] body,
        boolean cut,
        String retryAfter,
        String date) {
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

    /// Whether the same request may succeed a little later: the server failed, was slow or has too much to do.
    public boolean failsForNow() {
        return status >= 500 || status == 429 || status == 408;
    }

    /// What `Retry-After` (RFC 9110, section 10.2.3) asks for, or `null`. A date counts from the server's own `Date`,
    /// so that clocks need not agree.
    public Duration again() {
        if (retryAfter == null) {
            return null;
        }
        String value = retryAfter.strip();
        if (!value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Duration until = date == null ? null : Duration.between(time(date.strip()), time(value));
            return until == null || until.isNegative() ? null : until;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static ZonedDateTime time(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    public boolean redirects() {
        return location != null && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }
}
