package dev.belay.toolcall.value;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What had to be mended to read a value or a call. Each keeps what was written; none fills in what was not.
public enum Repair {
    TRAILING_COMMA("a comma stood before a closing bracket", true),
    MISSING_COMMA("a comma between two members was missing"),
    SINGLE_QUOTES("single quotes stood for double quotes", true),
    SMART_QUOTES("typographic quotes stood for plain quotes"),
    BACKTICKS("backticks stood for quotes"),
    INNER_QUOTE("a quote inside a string was not escaped"),
    TRIPLE_QUOTES("a string stood in triple quotes", true),
    JOINED_STRINGS("adjacent strings were joined", true),
    RAW_STRING("a string had a prefix of Python", true),
    RAW_NEWLINE("a line break or control character inside a string was not escaped"),
    INVALID_ESCAPE("an escape inside a string is not one of the notation"),
    DOUBLED_ESCAPES("quotes or escapes were escaped twice"),
    COMMENT("a comment was left out", true),
    UNQUOTED_KEY("a key had no quotes"),
    UNQUOTED_STRING("a string had no quotes"),
    PYTHON_LITERAL("True, False or None of Python was read", true),
    JSON_LITERAL("true, false or null of JSON was read where Python was written"),
    NUMBER_FORM("a number was not written as JSON writes it", true),
    ARITHMETIC("arithmetic of numbers was worked out", true),
    TUPLE("a tuple or set of Python was read as a list", true),
    CONSTRUCTOR("dict(…), list(…), int(…), str(…) or the like was read as what it makes", true),
    SEPARATOR("another sign stood between a key and its value"),
    MISSING_CLOSER("a closing bracket was missing"),
    EXTRA_CLOSER("a closing bracket too many was left out"),
    NUMBER_AS_STRING("a number was written as a string"),
    ENTITIES("quotes or brackets were written as entities of HTML"),
    FULL_WIDTH("brackets, colons or commas were written in full width");

    private static final Set<Repair> HARMLESS = EnumSet.of(
            SINGLE_QUOTES,
            TRAILING_COMMA,
            PYTHON_LITERAL,
            JSON_LITERAL,
            COMMENT,
            TUPLE,
            TRIPLE_QUOTES,
            UNQUOTED_KEY,
            SMART_QUOTES,
            BACKTICKS);

    private final String words;
    private final boolean python;

    Repair(String words) {
        this(words, false);
    }

    /// @param python whether Python writes so anyway
    Repair(String words, boolean python) {
        this.words = words;
        this.python = python;
    }

    /// For people: half a sentence without a full stop.
    public String words() {
        return words;
    }

    /// Whether nothing else can have been meant.
    public boolean harmless() {
        return HARMLESS.contains(this);
    }

    /// As it is told and stored.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether something was mended at all, as seen from that notation.
    boolean foreignTo(Notation notation) {
        return switch (notation) {
            case JSON -> this != JSON_LITERAL;
            case PYTHON -> !python;
        };
    }
}
