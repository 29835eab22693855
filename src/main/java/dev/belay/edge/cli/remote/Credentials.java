package dev.belay.edge.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Finds the caller's API key: `BELAY_API_KEY`, else the file that `BELAY_API_KEY_FILE` names, else
/// `belay/api-key` in the user's configuration folder. Never an argument, which every process of the machine can read.
final class Credentials {
    private static final int LONGEST = 1024;

    private Credentials() {}

    /// The key, or `null` if there is none.
    ///
    /// @throws ApiFailed if a file was named that cannot be read or holds no key
    static String find(Map<String, String> environment) {
        String key = environment.getOrDefault("BELAY_API_KEY", "").strip();
        if (!key.isEmpty()) {
            return valid(key, "BELAY_API_KEY");
        }
        String named = environment.getOrDefault("BELAY_API_KEY_FILE", "");
        if (!named.isEmpty()) {
            return read(Path.of(named));
        }
        Path usual = configuration(environment).resolve("belay").resolve("api-key");
        return Files.isReadable(usual) ? read(usual) : null;
    }

    private static Path configuration(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return xdg.isEmpty() ? Path.of(environment.getOrDefault("HOME", "."), ".config") : Path.of(xdg);
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return valid(new String(in.readNBytes(LONGEST), java.nio.charset.StandardCharsets.US_ASCII).strip(), file);
        } catch (IOException _) {
            throw new ApiFailed(0, "cannot read the API key from " + file, null);
        }
    }

    private static String valid(String key, Object source) {
        if (!key.matches("[\\x21-\\x7e]+")) {
            throw new ApiFailed(0, source + " does not hold an API key", null);
        }
        return key;
    }
}
