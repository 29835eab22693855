package dev.belay.model.catalog;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Finds what is wrong with where a provider is asked, and with what.
///
/// @param problems told the property at fault and what is wrong, without the value of any secret
public record AccessCheck(BiConsumer<String, String> problems) {
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> OUR_HEADERS = Set.of(
            "authorization", "api-key", "host", "content-length", "content-type", "connection", "expect", "upgrade");

    /// @param prefix of the properties, with the last dot
    public void all(String prefix, Optional<String> baseUrl, Optional<String> apiKey, Map<String, String> headers) {
        address(prefix + "base-url", baseUrl.orElse(""));
        require(printable(apiKey.orElse("")), prefix + "api-key", "holds a line break or a control character");
        headers.forEach((name, value) -> header(prefix + "headers." + name, name, value));
    }

    private void address(String property, String base) {
        if (base.isEmpty()) {
            return;
        }
        try {
            URI address = URI.create(base.strip());
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            require(scheme.equals("http") || scheme.equals("https"), property, "has to begin with http:// or https://");
            require(address.getHost() != null, property, "names no host");
            require(address.getRawUserInfo() == null, property, "holds a user or password; use api-key or headers");
            require(!base.contains("?"), property, "holds a query; use api-version or headers");
        } catch (IllegalArgumentException e) {
            require(false, property, "is not an address");
        }
    }

    private void header(String property, String name, String value) {
        require(HEADER.matcher(name).matches(), property, "is not the name of a header");
        require(!OUR_HEADERS.contains(name.toLowerCase(Locale.ROOT)), property, "is set by Belay itself");
        require(printable(value), property, "holds a line break or a control character");
    }

    private void require(boolean sound, String property, String message) {
        if (!sound) {
            problems.accept(property, message);
        }
    }

    private static boolean printable(String value) {
        return value.chars().noneMatch(Character::isISOControl);
    }
}
