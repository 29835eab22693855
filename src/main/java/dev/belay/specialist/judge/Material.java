package dev.belay.specialist.judge;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the judge is shown, and what it means by its reply. Bounded in length.
final class Material {
    private static final int LONGEST = 6_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private Material() {}

    static String of(String request, List<String> candidates) {
        StringBuilder text =
                new StringBuilder("<request>\n").append(cut(request)).append("\n</request>");
        for (int i = 0; i < candidates.size(); i++) {
            text.append("\n\n<answer number=\"").append(i + 1).append("\">\n");
            text.append(cut(candidates.get(i))).append("\n</answer>");
        }
        return text.append("\n\nWhich number is the best?").toString();
    }

    /// Place of the answer that is meant, from 0: the only number in the reply that an answer has.
    static OptionalInt meant(String reply, int candidates) {
        Matcher number = NUMBER.matcher(reply);
        OptionalInt found = OptionalInt.empty();
        while (number.find()) {
            int place = Integer.parseInt(number.group()) - 1;
            if (place < 0 || place >= candidates || found.isPresent() && found.getAsInt() != place) {
                return OptionalInt.empty();
            }
            found = OptionalInt.of(place);
        }
        return found;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " […]";
    }
}
