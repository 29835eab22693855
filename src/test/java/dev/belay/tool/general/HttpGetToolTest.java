package dev.belay.tool.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.tool.ToolFailed;
import dev.belay.tool.egress.AddressRule;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.Resolver;
import dev.belay.tool.egress.TestServer;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpGetToolTest {
    /// Stands for "public" in these tests; 127.0.0.2 stands for everything that is not.
    private static final AddressRule FIRST_LOOPBACK_ONLY =
            address -> address.getHostAddress().equals("127.0.0.1") ? null : "is not for you";

    private final AtomicInteger lookups = new AtomicInteger();

    private HttpGetTool tool(Resolver resolver, String... hosts) {
        HttpGetConfig config = new HttpGetConfig() {
            @Override
            public Optional<List<String>> hosts() {
                return Optional.of(List.of(hosts));
            }

            @Override
            public boolean allowPrivate() {
                return false;
            }

            @Override
            public boolean allowPlain() {
                return true;
            }

            @Override
            public int maxRedirects() {
                return 3;
            }

            @Override
            public int maxBytes() {
                return 1000;
            }
        };
        return new HttpGetTool(config, new Egress(resolver), FIRST_LOOPBACK_ONLY);
    }

    /// The first lookup gives the server, every later one an address that is not allowed.
    private List<InetAddress> rebinding(String host) {
        return List.of(InetAddress.ofLiteral(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2"));
    }

    private static List<InetAddress> loopback(String host) {
        return List.of(InetAddress.ofLiteral(host.startsWith("inner") ? "127.0.0.2" : "127.0.0.1"));
    }

    private static String get(HttpGetTool tool, String url) throws ToolFailed {
        return tool.run(Context.arguments("url", url), Context.any());
    }

    @Test
    void connectsToTheAddressItCheckedAndNamesTheHost() throws ToolFailed {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> TestServer.reply(exchange, 200, "grün"));
                TestServer inner =
                        new TestServer("127.0.0.2", (exchange, _) -> TestServer.reply(exchange, 200, "secret"))) {
            String url = "http://rebind.example:" + server.port() + "/page?q=1";

            assertThat(get(tool(this::rebinding, "rebind.example:" + server.port()), url))
                    .isEqualTo("grün");
            assertThat(lookups).hasValue(1);
            assertThat(server.seen).singleElement().satisfies(seen -> {
                assertThat(seen.uri()).isEqualTo("/page?q=1");
                assertThat(seen.header("Host")).isEqualTo("rebind.example:" + server.port());
            });
            assertThat(inner.seen).isEmpty();
        }
    }

    @Test
    void checksEachRedirectAgain() throws ToolFailed {
        try (TestServer inner =
                        new TestServer("127.0.0.2", (exchange, _) -> TestServer.reply(exchange, 200, "secret"));
                TestServer server = new TestServer("127.0.0.1", (exchange, _) -> {
                    String to = exchange.getRequestURI().getQuery();
                    exchange.getResponseHeaders().set("Location", to);
                    TestServer.reply(exchange, to.equals("end") ? 200 : 302, to.equals("end") ? "arrived" : "");
                })) {
            HttpGetTool tool =
                    tool(HttpGetToolTest::loopback, "a.example:" + server.port(), "inner.example:" + inner.port());
            String base = "http://a.example:" + server.port() + "/?";

            assertThat(get(tool, base + "/x?end")).isEqualTo("arrived");
            for (String to : List.of(
                    "http://127.0.0.2:" + inner.port() + "/",
                    "http://inner.example:" + inner.port() + "/",
                    "http://other.example/",
                    "file:///etc/passwd",
                    "//127.0.0.2:" + inner.port() + "/",
                    "http://0x7f000002/",
                    "http://a b/")) {
                assertThatThrownBy(() -> get(tool, base + to.replace(" ", "%20")))
                        .as(to)
                        .isInstanceOf(ToolFailed.class);
            }
            assertThat(inner.seen).isEmpty();
        }
    }

    @Test
    void doesNotGoRoundInCircles() {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> {
            exchange.getResponseHeaders().set("Location", "/again");
            TestServer.reply(exchange, 301, "");
        })) {
            assertThatThrownBy(() -> get(
                            tool(HttpGetToolTest::loopback, "*:" + server.port()), "http://a.example:" + server.port()))
                    .hasMessage("more than 3 redirects");
            assertThat(server.seen).hasSize(4);
        }
    }

    @Test
    void anEndlessPageIsCut() throws ToolFailed {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write("x".repeat(8192).getBytes());
            }
        })) {
            assertThat(get(tool(HttpGetToolTest::loopback, "*:" + server.port()), "http://a.example:" + server.port()))
                    .isEqualTo("x".repeat(1000) + "\n[cut: more than 1000 bytes]");
        }
    }

    @Test
    void aSilentPageIsLeftWhenTheToolIsGivenUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (TestServer server = new TestServer("127.0.0.1", (_, _) -> {
            asked.countDown();
            over.await();
        })) {
            HttpGetTool tool = tool(HttpGetToolTest::loopback, "*:" + server.port());
            var context = Context.any();
            Thread.ofVirtual().start(() -> {
                try {
                    asked.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                context.cancellation().cancel("time is over");
            });

            assertThatThrownBy(() -> tool.run(Context.arguments("url", "http://a.example:" + server.port()), context))
                    .isInstanceOf(ToolFailed.class);
            assertThat(context.deadline().passed()).isFalse();
            over.countDown();
        }
    }

    @Test
    void bytesAndErrorsAreSaidNotShown() throws ToolFailed {
        try (TestServer server = new TestServer("127.0.0.1", (exchange, _) -> {
            boolean image = exchange.getRequestURI().getPath().equals("/image");
            exchange.getResponseHeaders().set("Content-Type", image ? "image/png" : "text/html");
            TestServer.reply(exchange, image ? 200 : 404, image ? "\0\1\2" : "nothing here");
        })) {
            HttpGetTool tool = tool(HttpGetToolTest::loopback, "*:" + server.port());
            String base = "http://a.example:" + server.port();

            assertThat(get(tool, base + "/image")).isEqualTo("[3 bytes of image/png, not shown]");
            assertThatThrownBy(() -> get(tool, base + "/none")).hasMessage("HTTP 404: nothing here");
        }
    }

    @Test
    void aHostThatDoesNotListenIsSaidSo() {
        int port;
        try (TestServer server = new TestServer("127.0.0.1", (_, _) -> {})) {
            port = server.port();
        }
        assertThatThrownBy(() -> get(tool(HttpGetToolTest::loopback, "*:" + port), "http://a.example:" + port))
                .hasMessage("could not connect to a.example");
    }

    @Test
    void withoutHostsTheToolIsNotOffered() {
        assertThat(tool(HttpGetToolTest::loopback).unavailable()).contains("belay.tools.http-get.hosts");
        assertThat(tool(HttpGetToolTest::loopback, "a.example").unavailable()).isNull();
    }
}
