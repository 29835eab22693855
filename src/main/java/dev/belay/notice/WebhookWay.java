package dev.belay.notice;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.Time;
import dev.belay.tool.egress.AddressRule;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.HostList;
import dev.belay.tool.egress.Outgoing;
import dev.belay.tool.egress.Policy;
import dev.belay.tool.egress.Refused;
import dev.belay.tool.egress.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Posts notices as Standard Webhooks. Any answer but 2xx, redirects included, is a failure; after a 410 the receiver
/// is left alone.
final class WebhookWay implements Way {
    private static final int GONE = 410;
    /// Of the answer only the status counts.
    private static final int BYTES_READ = 1_024;

    private final NoticeConfig.Webhook config;
    private final Egress egress;
    private final Time time;
    private final Wording wording;
    private final Signature signature;
    private final URI uri;
    private final Policy policy;

    /// @param config with a URL and secrets
    WebhookWay(NoticeConfig.Webhook config, Wording wording, Egress egress, Time time) {
        this.config = config;
        this.egress = egress;
        this.time = time;
        this.wording = wording;
        this.signature = new Signature(config.secrets().orElseThrow());
        this.uri = URI.create(config.url().orElseThrow());
        HostList hosts = new HostList(List.of(uri.getPort() < 0 ? "*" : "*:" + uri.getPort()));
        AddressRule addresses = config.allowPrivate() ? AddressRule.ANY_HOST : AddressRule.PUBLIC;
        this.policy = new Policy(hosts, addresses, config.allowPlain());
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void send(Notice notice) throws Failed {
        String payload = wording.json(notice);
        long seconds = time.now().getEpochSecond();
        Map<String, String> headers = Map.of(
                "webhook-id", notice.id(),
                "webhook-timestamp", Long.toString(seconds),
                "webhook-signature", signature.of(notice.id(), seconds, payload));
        var bounds = new Outgoing.Bounds(config.timeout(), BYTES_READ, new Cancellation());
        try {
            Reply reply = egress.send(new Outgoing("POST", uri, headers, payload, bounds), policy);
            if (reply.status() < 200 || reply.status() > 299) {
                throw new Failed("the receiver answered " + reply.status(), reply.status() == GONE);
            }
        } catch (Refused e) {
            throw new Failed(e.getMessage(), false);
        } catch (IOException _) {
            throw new Failed("the connection broke or was silent", false);
        }
    }
}
