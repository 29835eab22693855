package dev.belay.tool.egress;

import dev.belay.exchange.ControlFlow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// A client for one request that knows no other addresses than the checked ones. TLS still names and verifies
/// the host.
final class PinnedClient implements AutoCloseable {
    private static final TlsSocketStrategy TLS = DefaultClientTlsStrategy.createDefault();
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

    private final CloseableHttpClient client;
    private volatile boolean sending;

    PinnedClient(Destination destination, Outgoing.Bounds bounds) {
        Timeout timeout = Timeout.of(Math.max(1, bounds.timeout().toMillis()), TimeUnit.MILLISECONDS);
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Pinned(destination))
                .setTlsSocketStrategy(TLS)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(LIMITS)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setRequestExecutor(new Watched(bounds))
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .setUserAgent("Belay")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @FunctionalInterface
    interface Reading {
        Reply read(ClassicHttpResponse response) throws IOException;
    }

    /// Whether the first byte of the request may have left.
    boolean sending() {
        return sending;
    }

    Reply execute(HttpUriRequestBase request, Reading reading) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        return reading.read(response);
    }

    /// Closes the connection at once, without reading what is left on it.
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /// Called when the connection stands and just before the request goes over it.
    private final class Watched extends HttpRequestExecutor {
        private final Outgoing.Bounds bounds;

        Watched(Outgoing.Bounds bounds) {
            this.bounds = bounds;
        }

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback informationCallback,
                HttpContext context)
                throws IOException, HttpException {
            if (bounds.cancellation().cancelled()) {
                throw new ControlFlow.Cancelled(bounds.cancellation().reason());
            }
            sending = true;
            return super.execute(request, connection, informationCallback, context);
        }
    }

    private record Pinned(Destination destination) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String expected = destination.host();
            String bare = expected.startsWith("[") ? expected.substring(1, expected.length() - 1) : expected;
            String asked = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            if (!asked.equalsIgnoreCase(expected) && !asked.equalsIgnoreCase(bare)) {
                throw new UnknownHostException(host);
            }
            return destination.addresses().toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
