package dev.belay.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.platform.timer.TimersForTests;
import dev.belay.support.TestDatabase;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Notices from the statement that makes them true to a real receiver.
class DeliveryTest {
    private static final String CALL = "{\"cents\":500}";

    private final String run = new Ids(Time.SYSTEM.wall()).run();
    private final String approval = new Ids(Time.SYSTEM.wall()).run();

    @Test
    void triesAgainUntilItArrivesAndSignsEveryTry() throws Exception {
        ConcurrentMap<String, Integer> tries = new ConcurrentHashMap<>();
        try (TestServer receiver = new TestServer("127.0.0.1", (exchange, _) -> {
            int tried = tries.merge(exchange.getRequestHeaders().getFirst("webhook-id"), 1, Integer::sum);
            TestServer.reply(exchange, tried < 3 ? 500 : 200, "");
        })) {
            asked();
            String id = notices().getFirst();
            onlyTimerIs(id);
            try (AutoCloseable _ = TimersForTests.start(TestDatabase.database(), delivery(receiver))) {
                Awaitility.await().until(() -> notices().isEmpty() && timers(id) == 0);
            }

            List<TestServer.Seen> mine = receiver.seen.stream()
                    .filter(seen -> seen.header("webhook-id").equals(id))
                    .toList();
            assertThat(mine).hasSize(3).allSatisfy(DeliveryTest::isSigned);
            assertThat(mine)
                    .extracting(TestServer.Seen::body)
                    .containsOnly(mine.getFirst().body());
            JsonNode said = Json.tree(mine.getFirst().body());
            assertThat(said.get("type").asText()).isEqualTo("approval.asked");
            JsonNode data = said.get("data");
            assertThat(data.get("approval_id").asText()).isEqualTo(approval);
            assertThat(data.get("run_id").asText()).isEqualTo(run);
            assertThat(data.get("tool").asText()).isEqualTo("refund");
            assertThat(data.get("risk").asText()).isEqualTo("HIGH");
            assertThat(data.get("group").asText()).isEqualTo("desk");
            assertThat(data.get("reasons").get(0).get("code").asText()).isEqualTo("risk");
            assertThat(data.has("deadline")).isTrue();
            assertThat(data.get("link").asText()).isEqualTo("https://belay.example.com/api/v1/approvals/" + approval);
            assertThat(mine.getFirst().body()).doesNotContain("cents");
        }
    }

    @Test
    void everythingIsToldOnce() throws SQLException {
        asked();
        sql("update approval set escalations = 1, reviewers = 'heads' where id = ?", approval);
        sql("update approval set notes = 'looked at' where id = ?", approval);
        sql("update approval set state = 'APPROVED', decided_by = 'ann' where id = ?", approval);
        TestDatabase.run(run, TestDatabase.process());
        sql("update run set state = 'NEEDS_HUMAN' where id = ?", run);
        sql("update run set state = 'RUNNING' where id = ?", run);
        sql("update run set state = 'SUCCEEDED' where id = ?", run);

        assertThat(types()).containsExactly("approval.asked", "approval.escalated", "approval.decided", "run.rests");
    }

    @Test
    void aDoubtIsToldOnceAndWithoutItsArguments() throws SQLException {
        TestDatabase.run(run, TestDatabase.process());
        sql(
                "insert into effect (key, root_run, run_id, tool, arguments, ordinal, effect_class, state, claim, give_up_at)"
                        + " select 'key-' || id, id, id, 'refund', '" + CALL + "', 0, 'UNSAFE', 'STARTED', id, now()"
                        + " from run where id = ?",
                run);
        sql("update effect set state = 'IN_DOUBT' where run_id = ?", run);
        sql("update effect set state = 'IN_DOUBT', result = 'nobody knows' where run_id = ?", run);
        sql("update effect set state = 'DONE' where run_id = ?", run);

        assertThat(types()).containsExactly("doubt.raised");
        Notice notice = new NoticeTable(TestDatabase.database())
                .find(notices().getFirst())
                .orElseThrow();
        JsonNode data = Json.tree(new Wording(Optional.of("https://belay"), false).json(notice))
                .get("data");
        assertThat(data.toString())
                .isEqualTo("{\"run_id\":\"" + run + "\",\"state\":\"IN_DOUBT\",\"effect\":\"key-" + run
                        + "\",\"tool\":\"refund\",\"effect_class\":\"UNSAFE\","
                        + "\"link\":\"https://belay/api/v1/doubts/key-" + run + "\"}");
        assertThat(new Wording(Optional.empty(), true).json(notice)).contains("cents");
    }

    @Test
    void whatIsRolledBackIsNotTold() throws SQLException {
        try (var connection = TestDatabase.source().getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(ASK)) {
                bind(statement);
                statement.executeUpdate();
            }
            connection.rollback();
        }

        assertThat(notices()).isEmpty();
    }

    @Test
    void privateAddressesAreRefusedUnlessAllowed() throws SQLException {
        try (TestServer receiver = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 200, ""))) {
            asked();
            String id = notices().getFirst();

            assertThat(delivery(receiver, "webhook.allow-private", "false").due(id))
                    .isPresent();
            assertThat(receiver.seen).isEmpty();
            assertThat(notices()).contains(id);

            assertThat(delivery(receiver).due(id)).isEmpty();
            assertThat(receiver.seen).hasSize(1);
        }
    }

    @Test
    void aReceiverThatIsGoneIsLeftAlone() throws SQLException {
        try (TestServer receiver = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 410, ""))) {
            asked();

            assertThat(delivery(receiver).due(notices().getFirst())).isEmpty();
            assertThat(notices()).isEmpty();
        }
    }

    @Test
    void isGivenUpInTheEnd() throws SQLException {
        try (TestServer receiver = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 503, ""))) {
            asked();
            String id = notices().getFirst();
            assertThat(delivery(receiver).due(id)).isPresent();

            sql("update notice set at = now() - interval '4 days' where id = ?", id);

            assertThat(delivery(receiver).due(id)).isEmpty();
            assertThat(notices()).isEmpty();
        }
    }

    @Test
    void whatArrivedOnOneWayIsNotSentThereAgain() throws SQLException {
        List<String> sent = new ArrayList<>();
        asked();
        String id = notices().getFirst();
        Delivery delivery = new Delivery(
                NoticesForTests.of(), List.of(way("webhook", sent, 0), way("email", sent, 1)), TestDatabase.database());

        assertThat(delivery.due(id)).isPresent();
        assertThat(delivery.due(id)).isEmpty();

        assertThat(sent).containsExactly("webhook", "email", "email");
    }

    @Test
    void withoutAnyWayNothingPilesUp() throws SQLException {
        asked();
        Delivery nobody = new Delivery(NoticesForTests.of(), List.of(), TestDatabase.database());

        assertThat(nobody.due(notices().getFirst())).isEmpty();
        assertThat(notices()).isEmpty();
    }

    @Test
    void argumentsAreToldIfThatIsConfigured() throws SQLException {
        asked();
        Notice notice = new NoticeTable(TestDatabase.database())
                .find(notices().getFirst())
                .orElseThrow();

        assertThat(new Wording(Optional.empty(), true).json(notice)).contains("cents");
        assertThat(new Wording(Optional.empty(), true).letter(notice)).contains("cents");
        assertThat(new Wording(Optional.empty(), false).letter(notice))
                .contains("tool: refund", "group: desk")
                .doesNotContain("cents", "link");
        assertThat(new Wording(Optional.empty(), false).subject(notice)).isEqualTo("[Belay] desk is asked (refund)");
    }

    private static Way way(String name, List<String> sent, int failures) {
        AtomicInteger left = new AtomicInteger(failures);
        return new Way() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void send(Notice notice) throws Failed {
                sent.add(name);
                if (left.getAndDecrement() > 0) {
                    throw new Failed("not yet", false);
                }
            }
        };
    }

    private static Delivery delivery(TestServer receiver, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "webhook.url", "http://127.0.0.1:" + receiver.port() + "/hook",
                "webhook.secrets", NoticesForTests.SECRET,
                "webhook.allow-plain", "true",
                "webhook.allow-private", "true",
                "base-url", "https://belay.example.com/",
                "first-retry", "50ms"));
        properties.addAll(List.of(more));
        NoticeConfig config = NoticesForTests.of(properties.toArray(String[]::new));
        Way webhook = new WebhookWay(config.webhook(), Wording.of(config), new Egress(), Time.SYSTEM);
        return new Delivery(config, List.of(webhook), TestDatabase.database());
    }

    private static void isSigned(TestServer.Seen seen) {
        long seconds = Long.parseLong(seen.header("webhook-timestamp"));
        String expected =
                new Signature(List.of(NoticesForTests.SECRET)).of(seen.header("webhook-id"), seconds, seen.body());
        assertThat(seen.header("webhook-signature")).isEqualTo(expected);
        assertThat(seen.header("Content-Type")).startsWith("application/json");
        assertThat(Time.SYSTEM.now().getEpochSecond() - seconds).isBetween(0L, 60L);
    }

    private static final String ASK = """
            insert into approval (id, root_run, run_id, caller_id, kind, ledger_key, decision, tool, arguments, call_hash,
                policy, policy_version, risk, reasons, package, state, level, reviewers, quorum, shown_arguments,
                shown_hash, decide_by)
            values (?, ?, ?, 'caller', 'TOOL_CALL', ?, 1, 'refund', ?, 'hash', 'belay', 'v', 'HIGH',
                '[{"code":"risk","text":"it says refund"}]', '{}', 'PENDING', 0, 'desk', 1, ?, 'hash',
                now() + interval '1 hour')""";

    private void asked() throws SQLException {
        UUID root = UUID.fromString(run);
        TestDatabase.database().update(ASK, UUID.fromString(approval), root, root, run, CALL, CALL);
    }

    private void bind(java.sql.PreparedStatement statement) throws SQLException {
        statement.setObject(1, UUID.fromString(approval));
        statement.setObject(2, UUID.fromString(run));
        statement.setObject(3, UUID.fromString(run));
        statement.setString(4, run);
        statement.setString(5, CALL);
        statement.setString(6, CALL);
    }

    private static void sql(String statement, String id) throws SQLException {
        assertThat(TestDatabase.database().update(statement, UUID.fromString(id)))
                .isOne();
    }

    private List<String> notices() throws SQLException {
        return column("id");
    }

    private List<String> types() throws SQLException {
        return column("type");
    }

    private List<String> column(String name) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select " + name + " from notice where run_id = ? order by at",
                        row -> row.getString(1),
                        UUID.fromString(run));
    }

    /// What other tests left behind is due as well, and would be tried first, three times each.
    private static void onlyTimerIs(String notice) throws SQLException {
        TestDatabase.database()
                .update("delete from scheduled_tasks where task_name = 'notice' and task_instance <> ?", notice);
    }

    private static long timers(String notice) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select count(*) from scheduled_tasks where task_name = 'notice' and task_instance = ?",
                        row -> row.getLong(1),
                        notice)
                .getFirst();
    }
}
