package dev.belay.toolcall.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.value.Follow.Slot;
import dev.belay.toolcall.value.Scan.Refused;
import java.util.EnumSet;
import java.util.Set;

/// One attempt at one value: the structure of objects and lists.
final class Pass {
    private static final int DEEPEST = 64;
    /// Without quotes.
    private static final int LONGEST_KEY = 256;
    private static final Set<String> CONSTRUCTORS = Set.of("dict", "list", "tuple", "set", "frozenset");
    private static final Set<String> CONVERSIONS = Set.of("int", "float", "str");

    private final Scan scan;
    private final Strings strings;
    private final Words words;
    private int depth;

    Pass(Scan scan) {
        this.scan = scan;
        this.strings = new Strings(scan);
        this.words = new Words(scan);
    }

    JsonNode value(Slot slot) throws Refused {
        scan.blanks();
        if (scan.end()) {
            throw new Refused("the text ends before a value");
        }
        if (++depth > DEEPEST) {
            throw new Refused(WrittenValue.TOO_DEEP);
        }
        JsonNode read =
                switch (scan.here()) {
                    case '{' -> braces();
                    case '[' -> items(']');
                    case '(' -> parentheses();
                    default -> scalar(slot);
                };
        depth--;
        return read;
    }

    private JsonNode scalar(Slot slot) throws Refused {
        if (strings.here()) {
            return TextNode.valueOf(strings.read(slot));
        }
        int word = scan.afterWord(scan.at());
        if (scan.charAt(word) == '(' && CONVERSIONS.contains(scan.text().substring(scan.at(), word))) {
            return converted(word);
        }
        if (scan.charAt(word) == '(' && CONSTRUCTORS.contains(scan.text().substring(scan.at(), word))) {
            return constructed(word);
        }
        return words.read(slot);
    }

    private JsonNode braces() throws Refused {
        int start = scan.at();
        Set<Repair> before = EnumSet.copyOf(scan.repairs());
        ObjectNode members = Json.object();
        if (!opened('}')) {
            return members;
        }
        boolean more = true;
        while (more) {
            String key = key();
            scan.blanks();
            if (members.isEmpty() && (scan.here() == ',' || scan.here() == '}')) {
                scan.rewind(start, before);
                scan.close();
                scan.repair(Repair.TUPLE);
                return items('}');
            }
            separator();
            JsonNode value = value(Slot.MEMBER);
            members.set(key, value);
            more = more('}', value, true);
        }
        scan.close();
        return members;
    }

    /// Takes an opening bracket.
    ///
    /// @return whether members follow
    private boolean opened(char closer) throws Refused {
        scan.moveTo(scan.at() + 1);
        scan.open(closer);
        scan.blanks();
        if (scan.end()) {
            throw new Refused("the text ends after an opening bracket");
        }
        if (scan.here() != closer) {
            return true;
        }
        scan.moveTo(scan.at() + 1);
        scan.close();
        return false;
    }

    private String key() throws Refused {
        scan.blanks();
        if (strings.here()) {
            return strings.read(Slot.KEY);
        }
        int end = scan.at();
        while (end - scan.at() <= LONGEST_KEY && keyPart(scan.charAt(end))) {
            end++;
        }
        scan.spend(end - scan.at());
        if (end == scan.at() || end - scan.at() > LONGEST_KEY) {
            throw new Refused("a key is expected");
        }
        scan.repair(Repair.UNQUOTED_KEY);
        String key = scan.text().substring(scan.at(), end);
        scan.moveTo(end);
        return key;
    }

    private static boolean keyPart(char c) {
        return Scan.wordPart(c) || c == '-' || c == '.';
    }

    private void separator() throws Refused {
        if (scan.here() == ':') {
            scan.moveTo(scan.at() + 1);
            return;
        }
        int signs = scan.sees("=>") || scan.sees("->") ? 2 : scan.here() == '=' ? 1 : 0;
        if (signs == 0) {
            throw new Refused("after a key a colon is expected");
        }
        scan.repair(Repair.SEPARATOR);
        scan.moveTo(scan.at() + signs);
    }

    private ArrayNode items(char closer) throws Refused {
        ArrayNode list = Json.mapper().createArrayNode();
        if (!opened(closer)) {
            return list;
        }
        boolean more = true;
        while (more) {
            JsonNode value = value(Slot.ITEM);
            list.add(value);
            more = more(closer, value, false);
        }
        scan.close();
        return list;
    }

    /// `(1)` is 1, `(1,)` is a list of one.
    private JsonNode parentheses() throws Refused {
        int start = scan.at();
        scan.repair(Repair.TUPLE);
        ArrayNode list = items(')');
        if (list.size() != 1) {
            return list;
        }
        int last = scan.at() - 2;
        while (last > start && Scan.blank(scan.charAt(last))) {
            last--;
        }
        scan.spend(scan.at() - last);
        return scan.charAt(last) == ',' ? list : list.get(0);
    }

    /// `dict(a=1)`, `list([1, 2])`: nothing is evaluated but what the constructor says.
    private JsonNode constructed(int parenthesis) throws Refused {
        scan.repair(Repair.CONSTRUCTOR);
        boolean dict = scan.sees("dict");
        scan.moveTo(parenthesis);
        if (!opened(')')) {
            return dict ? Json.object() : Json.mapper().createArrayNode();
        }
        JsonNode made = dict && scan.here() != '{' ? keywords() : value(Slot.ARGUMENT);
        scan.blanks();
        if (dict != made.isObject() || !dict && !made.isArray()) {
            throw new Refused("a call inside an argument would have to be evaluated");
        }
        if (scan.here() == ')') {
            scan.moveTo(scan.at() + 1);
            scan.close();
            return made;
        }
        throw new Refused("after the argument of a constructor a closing parenthesis is expected");
    }

    /// `int("5")`, `float("1.5")`, `str(5)`, where nothing is lost.
    private JsonNode converted(int parenthesis) throws Refused {
        char type = scan.here();
        scan.repair(Repair.CONSTRUCTOR);
        scan.moveTo(parenthesis + 1);
        scan.open(')');
        boolean quoted = strings.here();
        JsonNode given = value(Slot.ARGUMENT);
        scan.blanks();
        boolean literal = quoted == given.isTextual() && scan.here() == ')';
        JsonNode made = literal ? converted(given, type) : null;
        if (made == null) {
            throw new Refused("a call inside an argument would have to be evaluated");
        }
        scan.moveTo(scan.at() + 1);
        scan.close();
        return made;
    }

    private static JsonNode converted(JsonNode given, char type) {
        if (given.isTextual() && type == 's') {
            return given;
        }
        JsonNode number = given.isTextual() ? Numbers.plain(given.textValue()) : given;
        boolean fits = number != null && (number.isIntegralNumber() || type == 'f' && number.isNumber());
        return !fits ? null : type == 's' ? TextNode.valueOf(number.asText()) : number;
    }

    /// Up to the closing parenthesis, which is left.
    private ObjectNode keywords() throws Refused {
        ObjectNode members = Json.object();
        while (scan.here() != ')') {
            scan.blanks();
            int end = scan.afterWord(scan.at());
            if (end == scan.at() || scan.charAt(scan.afterBlanks(end)) != '=') {
                throw new Refused("in dict(…) names are expected");
            }
            String name = scan.text().substring(scan.at(), end);
            scan.moveTo(scan.afterBlanks(end) + 1);
            members.set(name, value(Slot.KEYWORD));
            scan.blanks();
            if (scan.here() == ',') {
                scan.moveTo(scan.at() + 1);
                scan.blanks();
            } else if (scan.here() != ')') {
                throw new Refused("in dict(…) a comma is expected");
            }
        }
        return members;
    }

    /// What comes after a member: takes the comma or the closing bracket.
    ///
    /// @return whether another member follows
    private boolean more(char closer, JsonNode last, boolean keyed) throws Refused {
        boolean line = scan.blanks();
        for (int stray = 0; Scan.closer(scan.here()) && scan.here() != closer; stray++) {
            if (scan.depthOf(scan.here()) >= 0) {
                scan.repair(Repair.MISSING_CLOSER);
                return false;
            }
            if (stray > 1) {
                throw new Refused("brackets are closed that were never opened");
            }
            scan.repair(Repair.EXTRA_CLOSER);
            scan.moveTo(scan.at() + 1);
            scan.blanks();
        }
        if (scan.end()) {
            scan.cutOff();
            return false;
        }
        if (scan.here() == ',') {
            return afterComma(closer);
        }
        if (scan.here() == closer) {
            scan.moveTo(scan.at() + 1);
            return false;
        }
        boolean begins = keyed
                ? strings.here() || Scan.wordPart(scan.here())
                : line && strings.here() || last.isContainerNode() && (scan.here() == '{' || scan.here() == '[');
        if (!begins) {
            throw new Refused("after a value a comma or " + closer + " is expected");
        }
        scan.repair(Repair.MISSING_COMMA);
        return true;
    }

    private boolean afterComma(char closer) throws Refused {
        int comma = scan.at();
        scan.moveTo(comma + 1);
        scan.blanks();
        if (closer == ']' && scan.depthOf(')') >= 0 && scan.assigned(scan.at())) {
            scan.repair(Repair.MISSING_CLOSER);
            scan.moveTo(comma);
            return false;
        }
        if (scan.end()) {
            throw new Refused("the text ends after a comma");
        }
        if (!Scan.closer(scan.here())) {
            return true;
        }
        boolean tuple = closer == ')';
        if (!tuple) {
            scan.repair(Repair.TRAILING_COMMA);
        }
        if (scan.here() == closer) {
            scan.moveTo(scan.at() + 1);
        } else if (scan.depthOf(scan.here()) >= 0) {
            scan.repair(Repair.MISSING_CLOSER);
        } else {
            throw new Refused("after a comma a value is expected");
        }
        return false;
    }
}
