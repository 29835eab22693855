package dev.belay.toolcall.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.toolcall.arithmetic.Arithmetic;
import dev.belay.toolcall.value.Follow.Slot;
import dev.belay.toolcall.value.Scan.Refused;
import java.util.Set;

/// Reads what stands without quotes or brackets: literals, numbers, and strings that nobody quoted. Those end at a
/// comma, a bracket or the line, and must not look like something to be evaluated.
final class Words {
    private static final Set<String> NO_VALUES = Set.of("undefined", "NaN", "Infinity");
    private static final Set<String> KEYWORDS =
            Set.of("lambda", "if", "else", "for", "in", "and", "or", "not", "is", "await", "new", "function", "yield");
    private static final String TEXT_SIGNS = " \t_-./:#'’!?$€%°@&";
    private static final int LONGEST = 1_000;

    private final Scan scan;
    private final Numbers numbers;

    Words(Scan scan) {
        this.scan = scan;
        this.numbers = new Numbers(scan);
    }

    JsonNode read(Slot slot) throws Refused {
        int number = numbers.after(scan.at());
        scan.spend(number - scan.at());
        if (number > scan.at() && ends(number, slot)) {
            return numbers.read(number);
        }
        JsonNode read = literal(slot);
        if (read == null) {
            read = arithmetic(slot);
        }
        return read != null ? read : unquoted(slot);
    }

    private JsonNode arithmetic(Slot slot) throws Refused {
        scan.spend(1);
        Arithmetic.Result result = Arithmetic.at(scan.text(), scan.at(), scan.to());
        if (result == null || !ends(result.end(), slot)) {
            return null;
        }
        scan.spend(result.end() - scan.at());
        scan.repair(Repair.ARITHMETIC);
        scan.moveTo(result.end());
        return Numbers.node(result.value());
    }

    private JsonNode literal(Slot slot) throws Refused {
        int end = scan.afterWord(scan.at());
        String word = scan.text().substring(scan.at(), end);
        JsonNode read =
                switch (word) {
                    case "true", "True" -> BooleanNode.TRUE;
                    case "false", "False" -> BooleanNode.FALSE;
                    case "null", "None" -> NullNode.instance;
                    default -> null;
                };
        if (read == null || !ends(end, slot)) {
            return null;
        }
        scan.repair(Character.isUpperCase(word.charAt(0)) ? Repair.PYTHON_LITERAL : Repair.JSON_LITERAL);
        scan.moveTo(end);
        return read;
    }

    /// Whether a value may end at a place.
    private boolean ends(int place, Slot slot) {
        char next = scan.charAt(place);
        if (slot == Slot.ALONE) {
            return !Scan.wordPart(next) && next != '.' || next == '.' && !Scan.wordPart(scan.charAt(place + 1));
        }
        int i = scan.afterBlanks(place);
        char c = scan.charAt(i);
        boolean line = scan.text().substring(place, i).indexOf('\n') >= 0;
        boolean comment = i > place && c == '#' || c == '/' && (scan.charAt(i + 1) == '/' || scan.charAt(i + 1) == '*');
        boolean escapedLine = c == '\\' && scan.charAt(i + 1) == 'n';
        return i >= scan.to()
                || line
                || c == ','
                || Scan.closer(c)
                || comment && !operator(i)
                || escapedLine
                || slot == Slot.MEMBER && i > place && Follow.quote(c)
                || (slot == Slot.KEYWORD || slot == Slot.ARGUMENT) && i > place && c != '*' && scan.namedArgument(i);
    }

    /// `//` divides in Python.
    private boolean operator(int place) {
        return scan.python() && scan.startsWith("//", place);
    }

    private JsonNode unquoted(Slot slot) throws Refused {
        if (scan.strict() || slot == Slot.ALONE) {
            throw new Refused("there is no value");
        }
        int start = scan.at();
        boolean address = address(start);
        int end = address ? afterAddress(start) : afterText(start);
        while (!address && slot == Slot.KEYWORD && goesOn(end)) {
            end = afterText(end + 1);
        }
        String written = scan.text().substring(start, end).strip();
        plausible(written, end, address);
        scan.repair(Repair.UNQUOTED_STRING);
        scan.moveTo(start + written.length());
        return TextNode.valueOf(written);
    }

    private boolean address(int place) {
        return scan.startsWith("http://", place) || scan.startsWith("https://", place);
    }

    private int afterAddress(int start) throws Refused {
        int i = start;
        while (i < scan.to() && i - start < LONGEST && addressPart(scan.charAt(i))) {
            i++;
        }
        scan.spend(i - start);
        return i;
    }

    private static boolean addressPart(char c) {
        return !Scan.blank(c) && c != ',' && !Scan.closer(c) && !Follow.quote(c) && c != '(' && c != '[' && c != '{';
    }

    /// Whether a comma belongs to the text: after an argument with a name another has to follow, and none does.
    private boolean goesOn(int comma) {
        int next = scan.afterBlanks(comma + 1);
        return scan.charAt(comma) == ',' && Character.isLetter(scan.charAt(next)) && !scan.namedArgument(next);
    }

    private int afterText(int start) throws Refused {
        int i = start;
        while (i < scan.to() && i - start <= LONGEST && textPart(i)) {
            i++;
        }
        scan.spend(i - start);
        return i;
    }

    private boolean textPart(int i) {
        char c = scan.charAt(i);
        if (c == '\'' || c == '’') {
            return Character.isLetter(scan.charAt(i - 1)) && Character.isLetter(scan.charAt(i + 1));
        }
        boolean comment = (c == '#' || c == '/' && scan.charAt(i + 1) == '/') && Scan.blank(scan.charAt(i - 1));
        return !comment && (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || TEXT_SIGNS.indexOf(c) >= 0);
    }

    private void plausible(String written, int end, boolean address) throws Refused {
        if (NO_VALUES.contains(written)) {
            throw new Refused(written + " is not a value of JSON");
        }
        char next = scan.charAt(end);
        boolean ends = end >= scan.to()
                || next == ','
                || Scan.closer(next)
                || next == '\n'
                || next == '\r'
                || next == '#'
                || next == '/';
        if (written.isEmpty() || !ends) {
            throw new Refused(expression(next));
        }
        boolean spaced = !address
                && (written.contains(" - ")
                        || written.contains(" / ")
                        || written.contains(": ")
                        || written.contains(" % ")
                        || written.contains(" & ")
                        || written.contains(" @ "));
        if (spaced || !address && !named(written) || keyword(written)) {
            throw new Refused("an expression would have to be evaluated; a string has to be quoted");
        }
    }

    private static String expression(char next) {
        return switch (next) {
            case '(' -> "a call inside an argument would have to be evaluated";
            case '[', '{' -> "an expression would have to be evaluated";
            default -> "there is no value, or an expression that would have to be evaluated";
        };
    }

    /// Begins like a word, or is made as dates, times and addresses are.
    private static boolean named(String written) {
        char first = written.charAt(0);
        if (Character.isLetter(first) || first == '_' || Character.isSurrogate(first)) {
            return true;
        }
        if (!Character.isDigit(first)) {
            return false;
        }
        return written.chars().anyMatch(Character::isLetter)
                || date(written)
                || parts(written, '.', 4)
                || parts(written, ':', 2)
                || parts(written, ':', 3)
                || leadingZero(written);
    }

    private static boolean date(String written) {
        String day = written.length() > 10 && written.charAt(10) == ' ' ? written.substring(0, 10) : written;
        String time = written.substring(day.length()).strip();
        return day.length() == 10
                && day.charAt(4) == day.charAt(7)
                && (parts(day, '-', 3) || parts(day, '/', 3))
                && (time.isEmpty() || parts(time, ':', 2) || parts(time, ':', 3));
    }

    private static boolean leadingZero(String written) {
        return written.length() > 1
                && written.charAt(0) == '0'
                && written.chars().allMatch(Character::isDigit);
    }

    private static boolean parts(String written, char by, int count) {
        boolean digits = written.chars().allMatch(c -> c == by || c >= '0' && c <= '9');
        return digits
                && written.chars().filter(c -> c == by).count() == count - 1
                && Character.isDigit(written.charAt(written.length() - 1));
    }

    private static boolean keyword(String written) {
        if (written.indexOf(' ') < 0) {
            return KEYWORDS.contains(written);
        }
        for (String word : written.split(" ")) {
            if (KEYWORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
