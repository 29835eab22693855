package dev.belay.toolcall.scan;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Layout;
import dev.belay.toolcall.dialect.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Walks once over a text and offers each place to the dialects that may begin with what stands there, so that a
/// dialect more costs nothing where it does not occur.
public final class Scan {
    private static final Scan OF_ALL = new Scan(Dialects.ALL);
    private static final String QUOTES = "\"'“‘«";
    private static final int TABLE = 128;

    /// Findings. A model that repeats itself until its limit makes thousands.
    private static final int MOST = 2_000;

    private final List<List<Opening>> openings = new ArrayList<>();

    private record Opening(String opener, Dialect dialect) {
        boolean stands(Source source, int at) {
            return (opener.length() == 1 || source.sees(opener.charAt(1), at + 1)) && source.sees(opener, at);
        }
    }

    private Scan(List<Dialect> dialects) {
        for (int c = 0; c < TABLE; c++) {
            openings.add(new ArrayList<>());
        }
        for (Dialect dialect : dialects) {
            dialect.openers().forEach(opener -> openings.get(opener.charAt(0)).add(new Opening(opener, dialect)));
        }
    }

    /// What is found, in order, without what is only quoted. No two overlap.
    public static List<Found> of(Source source) {
        return OF_ALL.walk(source);
    }

    private List<Found> walk(Source source) {
        List<Found> all = new ArrayList<>();
        int at = 0;
        while (at < source.length() && !source.spent() && all.size() < MOST) {
            char c = source.text().charAt(at);
            boolean opens = c < TABLE && !openings.get(c).isEmpty() && !(c == '<' && source.sees('<', at + 1));
            Found found = opens ? read(source, at, openings.get(c)) : null;
            if (found != null && found.form() != null && !(found.form() == Form.MARKED && quoted(source, found))) {
                all.add(found);
            }
            at = found == null ? at + 1 : Math.max(at + 1, found.end());
        }
        return all;
    }

    private static Found read(Source source, int at, List<Opening> candidates) {
        for (Opening opening : candidates) {
            Found found = opening.stands(source, at) ? opening.dialect.read(source, at) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// In quotes, within a line of text as code, or in a block that words follow: a call ends what a model says.
    private static boolean quoted(Source source, Found found) {
        int start = found.start();
        if (start > 1 && QUOTES.indexOf(source.text().charAt(start - 1)) >= 0) {
            return true;
        }
        if (source.layout().inline(start, start) != null || source.quotedLine(start)) {
            return true;
        }
        Layout.Fence fence = source.layout().fence(start, false);
        return fence != null
                && (example(source, fence) || found.dialect().equals("belay") && !last(source, fence.end()));
    }

    /// Whether the words before a block say that it is an example.
    private static boolean example(Source source, Layout.Fence fence) {
        String lead =
                source.between(Math.max(0, fence.start() - 60), fence.start()).toLowerCase(Locale.ROOT);
        return lead.contains("example") || lead.contains("e.g.") || lead.contains("for instance");
    }

    private static boolean last(Source source, int end) {
        int rest = source.afterSpace(end);
        return rest == source.length() || source.sees("```", rest) || source.sees("<", rest);
    }
}
