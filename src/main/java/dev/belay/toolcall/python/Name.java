package dev.belay.toolcall.python;

import java.util.function.Predicate;

/// A name as it stands in a text, with its namespaces: letters, digits, `_`, `-` and `.`.
///
/// @param clean without the backslashes with which Markdown escapes underscores
record Name(String clean, int start, int end) {
    private static final int LONGEST = 256;

    /// The name at a place; empty if there is none.
    static Name at(Code code, int place) {
        return read(code, place, true);
    }

    /// The name of an argument: the same without dots.
    static Name ofArgument(Code code, int place) {
        return read(code, place, false);
    }

    private static Name read(Code code, int place, boolean dots) {
        int at = place;
        boolean escaped = false;
        while (true) {
            char c = code.charAt(at);
            boolean inner = at > place && (c == '-' || dots && c == '.') && Code.wordPart(code.charAt(at + 1));
            if (Code.wordPart(c) || inner) {
                at++;
            } else if (c == '\\' && code.charAt(at + 1) == '_') {
                escaped = true;
                at += 2;
            } else {
                break;
            }
        }
        if (at - place > LONGEST) {
            return new Name("", place, at);
        }
        String written = code.text().substring(place, at);
        return new Name(escaped ? written.replace("\\_", "_") : written, place, at);
    }

    boolean empty() {
        return clean.isEmpty();
    }

    /// The name that is accepted: whole, or without as few of its namespaces as possible; else `null`.
    String accepted(Predicate<String> known) {
        String rest = clean;
        while (!rest.isEmpty()) {
            if (known.test(rest)) {
                return rest;
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return null;
            }
            rest = rest.substring(dot + 1);
        }
        return null;
    }
}
