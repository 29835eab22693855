package dev.belay.tool.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.BadTools;
import dev.belay.tool.Tool;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.Resolver;
import dev.belay.tool.egress.TestServer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpToolTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"
            + "\"amount\":{\"type\":\"integer\"},\"tags\":{\"type\":\"array\"},\"host\":{\"type\":\"string\"}}}";

    private final Map<String, String> properties = new HashMap<>();

    private void set(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put("belay.tools.http.pay." + namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    private ToolCatalog catalog() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(HttpToolsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new ToolCatalog(
                List.of(new HttpTools(config.getConfigMapping(HttpToolsConfig.class), new Egress(Resolver.SYSTEM))));
    }

    private Tool tool(TestServer server, String... namesAndValues) {
        set("description", "Pays.", "schema", SCHEMA, "method", "POST", "effect", "unsafe", "allow-private", "true");
        set(
                "url",
                "http://127.0.0.1:" + server.port() + "/orders/{id}/pay",
                "headers.Authorization",
                "Bearer canary-123456");
        set(namesAndValues);
        return catalog().find("pay").tool();
    }

    private static ToolContext context() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), System::nanoTime);
        Map<String, String> trace = Map.of("traceparent", "00-aa-bb-01");
        return new ToolContext(
                "run", Caller.LOCAL, ToolContext.Effect.keyed("key-1"), deadline, new Cancellation(), trace);
    }

    private static Arguments arguments(String id) {
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("amount", 5);
        json.putArray("tags").add("a b").add("c");
        return new Arguments(json);
    }

    @Test
    void sendsArgumentsHeadersKeyAndTrace() throws Exception {
        try (TestServer server =
                new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 201, "paid"))) {
            Tool tool = tool(server, "effect", "keyed", "idempotency-header", "Idempotency-Key");

            assertThat(tool.run(arguments("7/../8 ü?#"), context())).isEqualTo("paid");
            assertThat(server.seen).singleElement().satisfies(seen -> {
                assertThat(seen.method()).isEqualTo("POST");
                assertThat(seen.uri()).isEqualTo("/orders/7%2F..%2F8%20%C3%BC%3F%23/pay");
                assertThat(seen.body()).isEqualTo("{\"amount\":5,\"tags\":[\"a b\",\"c\"]}");
                assertThat(seen.header("Authorization")).isEqualTo("Bearer canary-123456");
                assertThat(seen.header("Idempotency-Key")).isEqualTo("key-1");
                assertThat(seen.header("traceparent")).isEqualTo("00-aa-bb-01");
            });
        }
    }

    @Test
    void argumentsOfAGetGoToTheQuery() throws Exception {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 200, "ok"))) {
            String url = "http://127.0.0.1:" + server.port() + "/find?kind=x&id={id}";
            tool(server, "method", "GET", "effect", "pure", "url", url).run(arguments("a&b=c"), context());

            assertThat(server.seen.getFirst().uri()).isEqualTo("/find?kind=x&id=a%26b%3Dc&amount=5&tags=a%20b&tags=c");
            assertThat(server.seen.getFirst().body()).isEmpty();
        }
    }

    @Test
    void anArgumentCannotChangeWhichResourceIsMeant() {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 200, "ok"))) {
            for (String id : List.of("..", ".", "")) {
                assertThatThrownBy(() -> tool(server).run(arguments(id), context()))
                        .isInstanceOf(ToolFailed.class);
            }
            assertThatThrownBy(() -> tool(server).run(new Arguments(Json.object()), context()))
                    .hasMessageContaining("id is needed");
            assertThat(server.seen).isEmpty();
        }
    }

    @Test
    void statusesSayWhatIsKnown() throws Exception {
        AtomicInteger status = new AtomicInteger();
        try (TestServer server =
                new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, status.get(), "because"))) {
            Tool tool = tool(server);
            for (int no : List.of(400, 401, 404, 409, 422, 429)) {
                status.set(no);
                assertThatThrownBy(() -> tool.run(arguments("7"), context()))
                        .isInstanceOf(ToolFailed.class)
                        .hasMessage("HTTP " + no + ": because");
            }
            for (int unclear : List.of(302, 408, 500, 502, 503, 504)) {
                status.set(unclear);
                assertThatThrownBy(() -> tool.run(arguments("7"), context())).isInstanceOf(IOException.class);
            }
            status.set(503);
            assertThatThrownBy(() -> tool(server, "effect", "pure").run(arguments("7"), context()))
                    .isInstanceOf(ToolFailed.class);
            assertThat(server.seen).as("each request is sent once").hasSize(13);
        }
    }

    @Test
    void saysWhatAnotherTryMayHelp() {
        AtomicInteger status = new AtomicInteger();
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            TestServer.reply(exchange, status.get(), "because");
        })) {
            for (int passing : List.of(408, 429, 500, 503)) {
                status.set(passing);
                assertThatThrownBy(() -> tool(server, "effect", "pure").run(arguments("7"), context()))
                        .isInstanceOfSatisfying(ToolFailed.class, no -> {
                            assertThat(no.mayPass()).isTrue();
                            assertThat(no.after()).isEqualTo(Duration.ofSeconds(7));
                        });
            }
            for (int lasting : List.of(400, 401, 404, 422)) {
                status.set(lasting);
                assertThatThrownBy(() -> tool(server, "effect", "pure").run(arguments("7"), context()))
                        .isInstanceOfSatisfying(
                                ToolFailed.class, no -> assertThat(no.mayPass()).isFalse());
            }
            status.set(429);
            assertThatThrownBy(() -> tool(server, "effect", "unsafe").run(arguments("7"), context()))
                    .isInstanceOfSatisfying(
                            ToolFailed.class,
                            no -> assertThat(no.mayPass()).as("it was sent").isFalse());
        }
    }

    @Test
    void whatBreaksAfterSendingIsNotKnownAndWhatWasNeverSentIs() {
        int port;
        try (TestServer server = new TestServer("127.0.0.1", (_, _) -> {})) {
            port = server.port();
            assertThatThrownBy(() -> tool(server).run(arguments("7"), context()))
                    .isInstanceOf(IOException.class);
            assertThat(server.seen).hasSize(1);
        }
        set("url", "http://127.0.0.1:" + port + "/orders/{id}/pay");
        assertThatThrownBy(() -> catalog().find("pay").tool().run(arguments("7"), context()))
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("could not connect")
                .satisfies(no -> assertThat(((ToolFailed) no).mayPass()).isTrue());
    }

    @Test
    void asksTheDestinationWhatHappened() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        try (TestServer server = new TestServer(
                "127.0.0.1",
                (exchange, _) -> TestServer.reply(
                        exchange, exchange.getRequestMethod().equals("GET") ? status.get() : 500, "receipt"))) {
            String ask = "http://127.0.0.1:" + server.port() + "/orders/{id}/payments/{idempotency-key}";
            Tool tool = tool(server, "effect", "reconcilable", "reconcile-url", ask);

            assertThat(tool.reconcile(arguments("7"), context())).isEqualTo(new Reconciliation.Happened("receipt"));
            assertThat(server.seen.getFirst().uri()).isEqualTo("/orders/7/payments/key-1");
            assertThat(server.seen.getFirst().header("Authorization")).isEqualTo("Bearer canary-123456");
            assertThat(tool.run(arguments("7"), context())).isEqualTo("receipt");
            status.set(404);
            assertThat(tool.reconcile(arguments("7"), context())).isEqualTo(new Reconciliation.DidNotHappen(true));
            assertThatThrownBy(() -> tool.run(arguments("7"), context())).isInstanceOf(ToolFailed.class);
            status.set(503);
            assertThat(tool.reconcile(arguments("7"), context())).isInstanceOf(Reconciliation.Unknown.class);
            assertThatThrownBy(() -> tool.run(arguments("7"), context())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void secretsThatComeBackAreBlottedOut() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        try (TestServer server = new TestServer(
                "127.0.0.1",
                (exchange, _) -> TestServer.reply(
                        exchange,
                        status.get(),
                        "you sent " + exchange.getRequestHeaders().getFirst("Authorization")))) {
            Tool tool = tool(server);

            assertThat(tool.run(arguments("7"), context())).isEqualTo("you sent [secret]");
            status.set(403);
            assertThatThrownBy(() -> tool.run(arguments("7"), context()))
                    .hasMessageContaining("[secret]")
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void privateAddressesNeedTheOperatorsWord() {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 200, "ok"))) {
            assertThatThrownBy(() -> tool(server, "allow-private", "false").run(arguments("7"), context()))
                    .isInstanceOf(ToolFailed.class)
                    .hasMessageContaining("may not be reached")
                    .satisfies(no -> assertThat(((ToolFailed) no).mayPass()).isFalse());
            assertThat(server.seen).isEmpty();
        }
    }

    @Test
    void isDescribedByItsConfiguration() {
        try (TestServer server = new TestServer("127.0.0.1", (_, _) -> {})) {
            tool(server, "timeout", "7s", "output-limit", "99", "repeatable", "true");
            set("result-schema", "{\"type\":\"array\"}");
            var described = catalog().find("pay").description();

            assertThat(described.effect()).isEqualTo(EffectClass.UNSAFE);
            assertThat(described.limits().timeout()).isEqualTo(Duration.ofSeconds(7));
            assertThat(described.limits().output()).isEqualTo(99);
            assertThat(described.repeatable()).isTrue();
            assertThat(catalog().find("pay").flag("[]")).isEmpty();
            assertThat(catalog().find("pay").flag("{}")).contains("shape");
        }
    }

    @Test
    void mistakesNameTheProperty() {
        mistake("belay.tools.http.pay.effect", "method", "POST");
        mistake("belay.tools.http.pay.effect", "effect", "transactional");
        mistake("belay.tools.http.pay.idempotency-header", "effect", "keyed");
        mistake("belay.tools.http.pay.reconcile-url", "effect", "reconcilable");
        mistake("belay.tools.http.pay.reconcile-url", "reconcile-url", "https://evil.example/{id}");
        mistake("belay.tools.http.pay.method", "method", "TRACE");
        mistake("belay.tools.http.pay.url", "url", "https://{host}/x");
        mistake("belay.tools.http.pay.url", "url", "https://a.{host}.example/x");
        mistake("belay.tools.http.pay.url", "url", "https://a.example:{id}/x");
        mistake("belay.tools.http.pay.url", "url", "https://user@a.example/");
        mistake("belay.tools.http.pay.url", "url", "https://a.example/{none}");
        mistake("belay.tools.http.pay.url", "url", "ftp://a.example/");
        mistake("belay.tools.http.pay.url", "url", "https://a.example/{id");
        mistake("belay.tools.http.pay.headers", "headers.Host", "other.example");
        mistake("belay.tools.http.pay.headers.X-A", "headers.X-A", "a\r\nX-B: c");
        mistake("belay.tools.http.pay: schema", "schema", "{\"type\":\"array\",\"properties\":{\"id\":{}}}");
        mistake("belay.tools.http.pay: schema of results", "result-schema", "{\"type\":\"thing\"}");
        mistake("belay.tools.http.pay: timeout", "timeout", "0s");
    }

    private void mistake(String where, String... namesAndValues) {
        properties.clear();
        set(
                "description",
                "Pays.",
                "schema",
                SCHEMA,
                "url",
                "https://a.example/{id}",
                "headers.X-Key",
                "canary-123456");
        set(namesAndValues);
        assertThatThrownBy(this::catalog)
                .isInstanceOf(BadTools.class)
                .hasMessageContaining(where)
                .hasMessageNotContaining("canary");
    }
}
