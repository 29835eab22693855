package dev.belay.model.catalog;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Makes the address of a page of a provider.
public final class Addresses {
    private static final String OPENAI = "https://api.openai.com/v1";

    private Addresses() {}

    /// @param base up to, but without, the page; OpenAI's if there is none
    /// @param version added as `?api-version=`
    /// @param page as in `chat/completions`
    /// @throws IllegalArgumentException if that makes none
    public static URI of(Optional<String> base, Optional<String> version, String page) {
        String path = base.orElse(OPENAI).strip().replaceAll("/+$", "") + "/" + page;
        return URI.create(
                version.map(value -> path + "?api-version=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .orElse(path));
    }
}
