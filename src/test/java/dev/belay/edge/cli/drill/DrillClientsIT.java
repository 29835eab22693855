package dev.belay.edge.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.score.Drill;
import dev.belay.drill.score.Line;
import dev.belay.drill.score.Verdict;
import dev.belay.drill.score.caller.Client;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.catalogue.Programme;
import dev.belay.drill.score.check.Point;
import dev.belay.drill.score.gateway.ForeignGateway;
import dev.belay.drill.score.gateway.Mapping;
import dev.belay.drill.score.gateway.OwnServer;
import dev.belay.drill.score.gateway.Target;
import dev.belay.drill.score.play.Exercise;
import dev.belay.platform.Workers;
import dev.belay.support.NodeClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The catalogue, played through clients that we did not write, by the packaged server: each ends with the whole answer
/// or with an error of its own types. A sample, or all of it with `-Pdrill-clients`, or `-Ddrill.clients=T07,W08`.
class DrillClientsIT {
    private static final String JAR = System.getProperty("belay.jar", "target/quarkus-app/quarkus-run.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Set<String> SAMPLE =
            Set.of("W03", "W05", "W08", "W10", "W11", "W13", "W17", "W18", "W19", "W22", "W23", "T05");
    private static final List<Exercise> PROGRAMME = Programme.of(asked());

    /// Arguments that are not JSON are not read yet: a client gets what the model said, or an error.
    private static final Set<String> UNREAD = Set.of("T01");

    /// Each client plays a round of its own with streams that are held back until they are whole, and one without.
    private static final int ROUNDS = 4;

    private static StandIn provider;
    private static ServerProcess server;

    private static Set<String> asked() {
        String asked = System.getProperty("drill.clients");
        if (asked == null) {
            return SAMPLE;
        }
        return asked.equals("all") ? Set.of() : Set.of(asked.split(","));
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        NodeClients.install();
        provider = StandIn.start(StandInOptions.onAnyPort().keepingBodies());
        Map<String, String> configuration = OwnServer.configuration(PROGRAMME, ROUNDS, provider, 1, null);
        OwnServer names = new OwnServer(provider.baseUrl());
        for (Exercise exercise : PROGRAMME) {
            for (int round = 2; round <= ROUNDS; round += 2) {
                configuration.put("belay.policies." + names.scope(exercise, true, round) + ".streaming", "live");
            }
        }
        server = ServerProcess.start(List.of(JAVA.toString(), "-jar", JAR), configuration);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"openai, 1", "ai-sdk, 3"})
    void everyFaultEndsWithTheWholeAnswer(String client, int round) throws Exception {
        SoftAssertions all = new SoftAssertions();
        play(client, round).forEach(line -> check(all, line, UNREAD, Verdict.PASS));
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({"openai, 2", "ai-sdk, 4"})
    void whatIsReadAlongEndsWholeOrInAnErrorOfTheClient(String client, int round) throws Exception {
        SoftAssertions all = new SoftAssertions();
        play(client, round).forEach(line -> check(all, line, UNREAD, Verdict.PASS, Verdict.SAFE));
        all.assertAll();
    }

    /// Asked without a gateway between, the same clients stumble, and it is noticed.
    @ParameterizedTest
    @ValueSource(strings = {"openai", "ai-sdk"})
    void theFaultsAreSeenWhereNothingGuardsTheClient(String client) throws Exception {
        Mapping itself = Mapping.read("{model: '{primary}', scope: unguarded}");
        Target unguarded = new Through(
                client, 1, new ForeignGateway(provider.baseUrl("unguarded"), null, itself, provider.baseUrl()));

        List<Line> lines = new Drill(provider, unguarded, new Drill.Extent(1, 1), _ -> {})
                .run(Programme.of(Set.of("W08", "W10", "W19")))
                .lines();

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.verdict()).as(told(line)).isEqualTo(Verdict.FAIL));
        assertThat(lines.get(1).reasons())
                .as(told(lines.get(1)))
                .anyMatch(reason -> reason.startsWith("stream: well-formed"));
    }

    private static List<Line> play(String client, int round) throws InterruptedException {
        Target target =
                new Through(client, round, new OwnServer(server.address().resolve("/v1")));
        List<Line> lines = new Drill(provider, target, new Drill.Extent(1, 1), _ -> {})
                .run(PROGRAMME)
                .lines();
        assertThat(lines).isNotEmpty();
        return lines;
    }

    /// Of what is not read yet only that a client can make sense of it.
    private static void check(SoftAssertions all, Line line, Set<String> unread, Verdict... right) {
        if (unread.contains(line.fault())) {
            all.assertThat(line.points())
                    .as(told(line))
                    .filteredOn(point -> point.name().matches(".*: (well-formed|in-time|clean-error|no-garbage)"))
                    .isNotEmpty()
                    .allMatch(Point::ok);
        } else {
            all.assertThat(line.verdict()).as(told(line)).isIn((Object[]) right);
        }
    }

    private static String told(Line line) {
        return line.fault() + " " + line.title() + "\n" + String.join("\n", line.reasons()) + "\n"
                + String.join("\n", line.timeline());
    }

    /// A gateway, asked with another client, in one of its rounds.
    private record Through(String name, int only, Target gateway) implements Target {
        @Override
        public URI base() {
            return gateway.base();
        }

        @Override
        public String key() {
            return gateway.key();
        }

        @Override
        public boolean own() {
            return gateway.own();
        }

        @Override
        public Optional<String> unfit(Exercise exercise) {
            return gateway.unfit(exercise);
        }

        @Override
        public String scope(Exercise exercise, boolean stream, int round) {
            return gateway.scope(exercise, stream, only);
        }

        @Override
        public Question question(Exercise exercise, boolean stream, int round) {
            return gateway.question(exercise, stream, only);
        }

        @Override
        public Client client(Workers workers) {
            return new PublishedClient(name, base(), workers);
        }
    }
}
