package dev.belay.airline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Caller;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tools of the airline as a jar brings them. Needs no recordings.
class AirlinePluginTest {
    @TempDir
    Path folder;

    @BeforeEach
    void configure() {
        System.setProperty("airline.jdbc.url", "jdbc:postgresql://nobody.invalid/none");
    }

    @AfterEach
    void leave() {
        System.clearProperty("airline.jdbc.url");
    }

    @Test
    void theToolsAreThoseOfTheRecordings() {
        ToolCatalog catalog = AirlinePlugin.catalog(AirlinePlugin.jar(folder.resolve("airline.jar")));
        List<String> names = catalog.list(Caller.LOCAL).stream()
                .map(tool -> tool.name() + " " + tool.effect() + (tool.repeatable() ? " repeatable" : ""))
                .toList();

        assertThat(names)
                .containsExactly(
                        "book_reservation TRANSACTIONAL repeatable",
                        "calculate PURE",
                        "cancel_reservation TRANSACTIONAL",
                        "get_reservation_details PURE",
                        "get_user_details PURE",
                        "list_all_airports PURE",
                        "search_direct_flight PURE",
                        "search_onestop_flight PURE",
                        "send_certificate TRANSACTIONAL",
                        "think PURE",
                        "transfer_to_human_agents TRANSACTIONAL",
                        "update_reservation_baggages TRANSACTIONAL",
                        "update_reservation_flights TRANSACTIONAL",
                        "update_reservation_passengers TRANSACTIONAL");
    }

    /// With the airline's classes from nowhere but the jar.
    @Test
    void theJarStandsAlone() throws Exception {
        ClassLoader belay = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("dev.belay.airline.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        Path jar = AirlinePlugin.jar(folder.resolve("airline.jar"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, belay)) {
            assertThat(ServiceLoader.load(Tool.class, loader))
                    .hasSize(14)
                    .allMatch(tool -> tool.unavailable() == null)
                    .allMatch(tool -> tool.getClass().getClassLoader() == loader);
        }
    }
}
