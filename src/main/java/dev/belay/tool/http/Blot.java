package dev.belay.tool.http;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Blots out secrets that a destination sends back, before models and journals see them.
final class Blot {
    /// Shorter values are words, not secrets.
    private static final int SHORTEST = 8;

    private final List<String> secrets;

    /// @param headers values of headers; of `Bearer abc…` the part after the space is looked for too
    Blot(Collection<String> headers) {
        this.secrets = headers.stream()
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split(" "))))
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted((a, b) -> b.length() - a.length())
                .toList();
    }

    String out(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "[secret]");
        }
        return clean;
    }
}
