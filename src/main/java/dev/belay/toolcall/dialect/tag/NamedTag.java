package dev.belay.toolcall.dialect.tag;

import dev.belay.toolcall.dialect.Source;
import java.util.List;

/// An opening tag with a name in it: `<ns:invoke name="f">` or `<function=f>`.
///
/// @param element with its namespace
/// @param assigned whether the name follows an equals sign directly
/// @param string what the attribute `string` says (DSML), or `null`
/// @param end place after the tag
/// @param closed whether the tag closes itself
record NamedTag(String element, String name, boolean assigned, String string, int end, boolean closed) {
    private static final int LONGEST_NAMESPACE = 24;
    private static final int LONGEST = 300;

    /// @return `null` if none of these elements begins here with a name
    static NamedTag at(Source source, int at, List<String> elements) {
        if (!source.sees('<', at)) {
            return null;
        }
        String text = source.text();
        int end = at + 1;
        int last = Math.min(text.length(), at + 1 + LONGEST_NAMESPACE + 12);
        while (end < last && "<>= \t\n/\"'".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String element = text.substring(at + 1, end);
        String local = element.substring(namespace(element));
        if (!elements.contains(local) || end >= text.length()) {
            return null;
        }
        return text.charAt(end) == '=' ? assigned(source, element, end + 1) : attributed(source, element, end);
    }

    private static int namespace(String element) {
        int colon = element.lastIndexOf(':');
        int bar = Math.max(element.lastIndexOf('|'), element.lastIndexOf('｜'));
        return Math.max(colon, bar) + 1;
    }

    private static NamedTag assigned(Source source, String element, int from) {
        String text = source.text();
        int last = Math.min(text.length(), from + LONGEST);
        int end = from;
        while (end < last && text.charAt(end) != '>' && text.charAt(end) != '\n' && text.charAt(end) != '<') {
            end++;
        }
        if (end == from || end >= last || text.charAt(end) != '>') {
            return null;
        }
        String name = unquoted(text.substring(from, end).strip());
        return name.isEmpty() || name.indexOf(' ') >= 0
                ? null
                : new NamedTag(element, name, true, null, end + 1, false);
    }

    private static NamedTag attributed(Source source, String element, int from) {
        String text = source.text();
        int end = text.indexOf('>', from, Math.min(text.length(), from + LONGEST));
        if (end < 0) {
            return null;
        }
        boolean closed = text.charAt(end - 1) == '/';
        String attributes = text.substring(from, closed ? end - 1 : end);
        String name = attribute(attributes, "name");
        return name == null || name.isEmpty()
                ? null
                : new NamedTag(element, name, false, attribute(attributes, "string"), end + 1, closed);
    }

    private static String attribute(String attributes, String name) {
        int at = attributes.indexOf(" " + name + "=");
        if (at < 0) {
            return null;
        }
        int from = at + name.length() + 2;
        if (from >= attributes.length()) {
            return null;
        }
        char quote = attributes.charAt(from);
        boolean quoted = quote == '"' || quote == '\'';
        int end = quoted ? attributes.indexOf(quote, from + 1) : attributes.indexOf(' ', from);
        int to = end < 0 ? attributes.length() : end;
        return attributes.substring(quoted ? from + 1 : from, to).strip();
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 1
                && (name.startsWith("\"") && name.endsWith("\"") || name.startsWith("'") && name.endsWith("'"));
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
