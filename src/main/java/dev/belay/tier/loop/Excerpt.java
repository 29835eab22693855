package dev.belay.tier.loop;

import java.util.Collection;

/// What is left of a long text: its beginning, what stands around the places that matter, and a mark that says
/// so.
final class Excerpt {
    /// Characters of the beginning.
    private static final int BEGINNING = 300;
    /// Characters on each side of a place that matters.
    private static final int AROUND = 150;

    private static final int MOST_PLACES = 8;
    /// A shorter text stays whole, so that an excerpt of an excerpt is itself.
    private static final int WORTH_IT = 2 * (BEGINNING + MOST_PLACES * 2 * AROUND);
    private static final int WORTH_IT_ALONE = 2 * BEGINNING;

    private final String text;
    private final StringBuilder kept = new StringBuilder();
    private int end;

    private Excerpt(String text) {
        this.text = text;
        keep(0, BEGINNING);
    }

    /// @param matters what later calls took from it
    static String ofResult(String text, Collection<String> matters) {
        if (text.length() <= (matters.isEmpty() ? WORTH_IT_ALONE : WORTH_IT)) {
            return text;
        }
        Excerpt excerpt = new Excerpt(text);
        matters.stream()
                .map(text::indexOf)
                .sorted()
                .limit(MOST_PLACES)
                .forEach(at -> excerpt.keep(at - AROUND, at + AROUND));
        return excerpt.marked("; the tool can be called again for all of it");
    }

    static String ofWords(String text) {
        return text.length() <= WORTH_IT_ALONE ? text : new Excerpt(text).marked("");
    }

    /// Places come in their order.
    private void keep(int from, int to) {
        int start = whole(Math.max(end, from));
        int stop = whole(Math.min(text.length(), to));
        if (start >= stop) {
            return;
        }
        if (start > end) {
            kept.append(" … ");
        }
        kept.append(text, start, stop);
        end = stop;
    }

    /// Not between the halves of a character.
    private int whole(int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private String marked(String what) {
        return kept + " …\n[shortened here from " + text.length() + " characters" + what + "]";
    }
}
