package dev.belay.platform.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What there is, told to somebody who asked for what there is not. There may be thousands of it, and an error is read
/// by people and by models and kept in logs.
public final class Listed {
    private static final int MOST = 20;

    private Listed() {}

    /// All names, or the twenty that begin most like the one that was asked for, and how many more there are.
    public static String near(String asked, Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        if (names.size() <= MOST) {
            return String.join(", ", names);
        }
        List<String> near = names.stream()
                .sorted(Comparator.comparingInt((String name) -> alike(asked, name))
                        .reversed())
                .limit(MOST)
                .toList();
        return String.join(", ", near) + " and " + (names.size() - MOST) + " more";
    }

    private static int alike(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int same = 0;
        while (same < most && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }
}
