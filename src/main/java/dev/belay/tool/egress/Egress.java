package dev.belay.tool.egress;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;

/// Sends one request to a checked destination over a connection of its own. Follows no redirect, keeps no
/// cookie, uses no proxy, retries nothing: a request is sent at most once. Thread-safe.
@Singleton
public final class Egress {
    private final Resolver resolver;

    @Inject
    public Egress() {
        this(Resolver.SYSTEM);
    }

    public Egress(Resolver resolver) {
        this.resolver = resolver;
    }

    /// @throws Refused if nothing was sent
    /// @throws IOException if something may have been sent and no whole answer came back
    public Reply send(Outgoing outgoing, Policy policy) throws Refused, IOException {
        Destination destination = Destination.check(outgoing.uri(), policy, resolver);
        HttpUriRequestBase request = request(outgoing);
        PinnedClient client = new PinnedClient(destination, outgoing.bounds());
        try (client;
                var _ = outgoing.bounds().cancellation().onCancel(request::cancel)) {
            return client.execute(
                    request, response -> reply(response, outgoing.bounds().bytes()));
        } catch (IOException | RuntimeException e) {
            if (!client.sending()) {
                throw Refused.unreachable("could not connect to " + destination.host());
            }
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private static HttpUriRequestBase request(Outgoing outgoing) {
        HttpUriRequestBase request = new HttpUriRequestBase(outgoing.method(), outgoing.uri());
        outgoing.headers().forEach(request::setHeader);
        if (outgoing.body() != null) {
            request.setEntity(new StringEntity(outgoing.body(), ContentType.APPLICATION_JSON));
        }
        return request;
    }

    private static Reply reply(ClassicHttpResponse response, int limit) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] read = entity == null ? new byte[0] : read(entity.getContent(), limit + 1);
        boolean cut = read.length > limit;
        byte[] body = cut ? java.util.Arrays.copyOf(read, limit) : read;
        ContentType type = entity == null ? null : ContentType.parseLenient(entity.getContentType());
        Charset charset = type == null ? null : type.getCharset();
        return new Reply(
                response.getCode(),
                type == null || type.getMimeType() == null ? "" : type.getMimeType(),
                charset,
                value(response, "Location"),
                body,
                cut,
                value(response, "Retry-After"),
                value(response, "Date"));
    }

    private static String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /// The stream is not closed here: closing would read the rest, however long. The connection is closed
    /// instead.
    private static byte[] read(InputStream content, int most) throws IOException {
        return content == null ? new byte[0] : content.readNBytes(most);
    }
}
