package dev.belay.edge.http;

import dev.belay.gateway.Refusal;
import java.util.regex.Pattern;

/// Which part of a list is asked for.
///
/// @param before id of what the page begins after, or `null` for the newest
public record Paging(int limit, String before) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int MOST = 200;

    /// @param what the ids are of, for complaints
    /// @throws Refusal if one of them is wrong
    public static Paging read(String limit, String before, String what) {
        long most = number("limit", limit);
        if (most < 1 || most > MOST) {
            throw new Refusal(Refusal.Kind.INVALID, "limit", "limit must be from 1 to " + MOST);
        }
        return new Paging((int) most, id("before", before, what));
    }

    /// @throws Refusal if it is given and cannot be an id
    public static String id(String name, String text, String what) {
        if (text != null && !isId(text)) {
            throw new Refusal(Refusal.Kind.INVALID, name, name + " must be the id of " + what);
        }
        return text;
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// @throws Refusal if it is none
    public static long number(String name, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new Refusal(Refusal.Kind.INVALID, name, name + " must be a number");
        }
        return Long.parseLong(text);
    }
}
