package dev.belay.drill.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose request it is: what is counted and logged for one scope is not touched by another, and can be
/// forgotten alone.
///
/// Named by the header `X-Standin-Scope`, else by the address (`/scope/<name>/v1/…`), else by a bearer token
/// `scope-<name>`: every gateway lets one of them be configured.
///
/// @param name up to 64 letters, digits, `.`, `_` and `-`; empty for requests that name none
/// @param path of the page, without the scope
public record Scope(String name, String path) {
    private static final String NAME = "[\\w.-]{1,64}";
    private static final Pattern ADDRESS = Pattern.compile("/scope/(" + NAME + ")(/.*)");
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +scope-(" + NAME + ")");

    /// Empty if the header holds no such name.
    public static Optional<Scope> of(HttpRequest request) {
        Matcher address = ADDRESS.matcher(request.path());
        boolean addressed = address.matches();
        String path = addressed ? address.group(2) : request.path();
        String header = request.header("x-standin-scope");
        if (!header.isEmpty()) {
            return Optional.of(new Scope(header, path)).filter(scope -> scope.name.matches(NAME));
        }
        if (addressed) {
            return Optional.of(new Scope(address.group(1), path));
        }
        Matcher bearer = BEARER.matcher(request.header("authorization"));
        return Optional.of(new Scope(bearer.matches() ? bearer.group(1) : "", path));
    }

    public boolean named() {
        return !name.isEmpty();
    }
}
