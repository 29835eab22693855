package dev.belay.toolcall.match;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Finds a name that was written differently: other case, other separators, a namespace before it or none. What fits
/// two names fits none.
final class Names {
    private static final String SEVERAL = new String("several");
    private static final int LONGEST = 200;

    /// What may stand between the words of a name, escaped or not.
    private static final String SEPARATORS = "_-.:/ \\";

    private static final Set<String> CALLING =
            Set.of("call", "__call__", "invoke", "run", "execute", "ainvoke", "arun");

    private final Map<String, String> exact = new HashMap<>();
    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();

    Names(Collection<String> names) {
        for (String name : names) {
            exact.put(name, name);
            add(plain, plain(name), name);
            add(last, plain(lastSegment(name)), name);
        }
    }

    /// The name as it is offered, or `null`. What calls a function in so many words, as in `f.call(…)`, is none of it.
    String find(String written) {
        String found = named(written);
        int verb = found == null && written.length() <= LONGEST ? written.lastIndexOf('.') : -1;
        boolean calls = verb > 0 && CALLING.contains(written.substring(verb + 1));
        return calls ? named(written.substring(0, verb)) : found;
    }

    private String named(String written) {
        String same = exact.get(written);
        if (same != null || written.isEmpty() || written.length() > LONGEST) {
            return same;
        }
        String alike = plain.get(plain(written));
        return alike == null ? spaced(written) : single(alike);
    }

    /// With a namespace that the offered name lacks, or lacking the one that it has.
    private String spaced(String written) {
        for (int at = 0; at < written.length(); at++) {
            if (separates(written.charAt(at))) {
                String rest = written.substring(at + 1);
                String found = exact.containsKey(rest) ? rest : single(plain.get(plain(rest)));
                if (found != null) {
                    return found;
                }
            }
        }
        return written.indexOf('.') < 0 ? single(last.get(plain(written))) : null;
    }

    private static boolean separates(char c) {
        return c == '.' || c == ':' || c == '/';
    }

    private static String lastSegment(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void add(Map<String, String> names, String key, String name) {
        if (key != null) {
            names.merge(key, name, (one, other) -> one.equals(other) ? one : SEVERAL);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static String single(String name) {
        return name == SEVERAL ? null : name;
    }

    /// Letters and digits only, in lower case; `null` if there is anything else in it than what separates them.
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (Character.isLetterOrDigit(c)) {
                plain.append(Character.toLowerCase(c));
            } else if (SEPARATORS.indexOf(c) < 0) {
                return null;
            }
        }
        return plain.toString();
    }
}
