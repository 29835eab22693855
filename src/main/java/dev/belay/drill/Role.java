package dev.belay.drill;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a model name asks the stand-in to be: `standin-<play>[@k<results>][@x<times>][:<conversation>]`.
///
/// @param play `ok`, a fault's id, `rec`, or `rate-<tokens per second>[x<tokens>]`
/// @param afterResults the fault waits until the request holds that many tool results
/// @param times how often the fault is shown within one conversation
/// @param conversation id of a recording, name of a script, `rec` for any recording, or `null`
record Role(String play, int afterResults, int times, String conversation) {
    static final String PREFIX = "standin-";

    /// What any other model is.
    static final Role PLAIN = new Role("ok", 0, 0, null);

    private static final Pattern NAME =
            Pattern.compile(PREFIX + "([a-z0-9-]+)(?:@k(\\d{1,4}))?(?:@x(\\d{1,4}))?(?::([\\w.:-]{1,100}))?");

    /// Empty if the name is not of this form. Without the prefix such models answer as `standin-ok`; with it,
    /// they are mistakes.
    static Optional<Role> of(String model) {
        Matcher name = NAME.matcher(model);
        if (!name.matches()) {
            return Optional.empty();
        }
        String play = name.group(1);
        String conversation = name.group(4) == null && play.equals("rec") ? "rec" : name.group(4);
        return Optional.of(
                new Role(play, number(name.group(2), 0), number(name.group(3), Integer.MAX_VALUE), conversation));
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
