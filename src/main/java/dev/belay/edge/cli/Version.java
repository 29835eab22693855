package dev.belay.edge.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version that Maven writes into the application's jar.
final class Version implements IVersionProvider {
    private static final String FILE = "/META-INF/maven/dev.belay/belay/pom.properties";

    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {"belay " + build.getProperty("version", "of a build that has no version")};
    }
}
