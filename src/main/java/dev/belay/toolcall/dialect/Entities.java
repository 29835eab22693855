package dev.belay.toolcall.dialect;

import java.util.List;

/// Text that was escaped for HTML as a whole, as some interfaces and training sets have it.
public final class Entities {
    private static final List<String> ESCAPED =
            List.of("&quot;", "&#34;", "&apos;", "&#39;", "&#x27;", "&lt;", "&gt;", "&amp;");
    private static final String PLAIN = "\"\"'''<>&";

    private Entities() {}

    /// Whether a text holds quotes or brackets as entities.
    public static boolean in(String text) {
        return text.indexOf('&') >= 0
                && ESCAPED.stream().filter(one -> !one.equals("&amp;")).anyMatch(text::contains);
    }

    public static String decoded(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        int sign = text.indexOf('&');
        while (sign >= 0) {
            plain.append(text, at, sign);
            at = sign + 1;
            char c = '&';
            for (int one = 0; one < ESCAPED.size(); one++) {
                if (text.startsWith(ESCAPED.get(one), sign)) {
                    c = PLAIN.charAt(one);
                    at = sign + ESCAPED.get(one).length();
                    break;
                }
            }
            plain.append(c);
            sign = text.indexOf('&', at);
        }
        return plain.append(text, at, text.length()).toString();
    }
}
