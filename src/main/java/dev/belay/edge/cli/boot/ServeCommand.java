package dev.belay.edge.cli.boot;

import io.quarkus.runtime.Quarkus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves until it is told to stop.
@Command(
        name = "serve",
        header = "Serve the APIs until stopped.",
        footer = {
            "  belay serve",
            "  OPENAI_API_KEY=… belay serve --port 9000",
            "  belay serve --config belay.yaml --host 0.0.0.0",
        })
public final class ServeCommand implements Callable<Integer>, NeedsApplication {
    private static final Logger LOG = Logger.getLogger("dev.belay");

    private final Supplier<Announcement> announcement;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on; 127.0.0.1 if none is given. Any other needs API keys.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on; 8080 if none is given.")
    private Integer port;

    /// @param announcement what to say when everything has started
    public ServeCommand(Supplier<Announcement> announcement) {
        this.announcement = announcement;
    }

    @Override
    public Optional<BootSettings> application() {
        Map<String, String> properties = new HashMap<>();
        if (host != null) {
            properties.put("quarkus.http.host", host);
        }
        if (port != null) {
            properties.put("quarkus.http.port", port.toString());
        }
        return Optional.of(new BootSettings(properties, false));
    }

    @Override
    public Integer call() {
        announcement.get().lines().forEach(LOG::info);
        LOG.infof("listening on %s", address());
        Quarkus.waitForExit();
        return 0;
    }

    /// The real port also where any free one was asked for.
    private static String address() {
        var config = ConfigProvider.getConfig();
        return "http://" + config.getValue("quarkus.http.host", String.class) + ":"
                + config.getValue("quarkus.http.port", String.class);
    }
}
