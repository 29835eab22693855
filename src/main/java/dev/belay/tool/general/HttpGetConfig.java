package dev.belay.tool.general;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// What `http_get` may reach.
@ConfigMapping(prefix = "belay.tools.http-get")
public interface HttpGetConfig {

    /// Hosts that may be read: `example.com`, `*.example.com`, `example.com:8443`, or `*` for all. Without any,
    /// the tool is not offered.
    Optional<List<String>> hosts();

    /// Whether private, loopback and link-local addresses may be reached. For development and tests; leave it
    /// off where anybody else can ask.
    @WithDefault("false")
    boolean allowPrivate();

    /// Whether `http://` is allowed beside `https://`.
    @WithDefault("false")
    boolean allowPlain();

    /// Redirects that are followed; each is checked like the first address.
    @WithDefault("5")
    int maxRedirects();

    /// Bytes of a page that are read; the rest is left.
    @WithDefault("1048576")
    int maxBytes();
}
