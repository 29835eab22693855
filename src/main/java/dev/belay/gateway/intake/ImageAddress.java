package dev.belay.gateway.intake;

import java.net.URI;
import java.net.URISyntaxException;

/// Where an image is, or the image itself.
///
/// Models and frameworks behind read an address as a URI (RFC 3986). What is none is refused here, with its place,
/// and does not make a tier fall later.
final class ImageAddress {
    private ImageAddress() {}

    static boolean holds(String address) {
        try {
            URI uri = new URI(address);
            return address.startsWith("data:image/") || isWeb(uri.getScheme()) && uri.getRawAuthority() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isWeb(String scheme) {
        return "https".equals(scheme) || "http".equals(scheme);
    }
}
