package dev.belay.edge.cli.remote;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Which server a command talks to.
public final class ServerOptions {
    private static final URI USUAL = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:BELAY_SERVER}",
            converter = ServerOptions.Address.class,
            description = "The server to talk to; BELAY_SERVER does the same.")
    private URI server;

    /// Whether one was named, as an option or in the environment.
    public boolean named() {
        return server != null;
    }

    /// The named server, else the one that `belay serve` starts on this machine.
    public Api api() {
        return new Api(named() ? server : USUAL, Credentials.find(System.getenv()));
    }

    /// An address of a server without its last slash.
    static final class Address implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            if (text.isBlank()) {
                return null;
            }
            try {
                URI uri = URI.create(text.strip().replaceAll("/+$", ""));
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
                    return uri;
                }
            } catch (IllegalArgumentException _) {
                // told below, with everything else that is not an address
            }
            throw new TypeConversionException("'" + text + "' is not an http or https address");
        }
    }
}
