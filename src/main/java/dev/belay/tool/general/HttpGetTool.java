package dev.belay.tool.general;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.egress.AddressRule;
import dev.belay.tool.egress.Destination;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.HostList;
import dev.belay.tool.egress.Outgoing;
import dev.belay.tool.egress.Policy;
import dev.belay.tool.egress.Refused;
import dev.belay.tool.egress.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Reads a page of an allowed host.
@ApplicationScoped
@ToolDefinition(
        name = "http_get",
        description = "Reads a web page or API with HTTP GET and returns its text.",
        timeoutSeconds = 20,
        schema = """
                {"type": "object", "required": ["url"], "additionalProperties": false, "properties": {
                  "url": {"type": "string", "description": "the whole address, beginning with https://"}}}""")
class HttpGetTool implements Tool {
    private static final Map<String, String> HEADERS = Map.of("Accept", "text/*, application/json, */*;q=0.1");
    private static final int LONGEST_ERROR = 500;

    private final HttpGetConfig config;
    private final Egress egress;
    private final Policy policy;

    @Inject
    HttpGetTool(HttpGetConfig config, Egress egress) {
        this(config, egress, config.allowPrivate() ? AddressRule.ANY_HOST : AddressRule.PUBLIC);
    }

    HttpGetTool(HttpGetConfig config, Egress egress, AddressRule addresses) {
        this.config = config;
        this.egress = egress;
        this.policy = new Policy(new HostList(config.hosts().orElse(List.of())), addresses, config.allowPlain());
    }

    @Override
    public boolean readsOutside() {
        return true;
    }

    @Override
    public String unavailable() {
        return policy.hosts().isEmpty() ? "set belay.tools.http-get.hosts to the hosts that may be read" : null;
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed {
        try {
            URI uri = Destination.parse(arguments.text("url"));
            for (int hops = 0; hops <= config.maxRedirects(); hops++) {
                Reply reply = egress.send(outgoing(uri, context), policy);
                if (!reply.redirects()) {
                    return text(reply);
                }
                uri = uri.resolve(Destination.parse(reply.location()));
            }
            throw new ToolFailed("more than " + config.maxRedirects() + " redirects");
        } catch (Refused e) {
            throw e.mayPass() ? ToolFailed.forNow(e.getMessage(), null) : new ToolFailed(e.getMessage());
        } catch (IOException e) {
            throw ToolFailed.forNow("the page could not be read: the connection broke or was silent", null);
        }
    }

    private Outgoing outgoing(URI uri, ToolContext context) {
        var bounds = new Outgoing.Bounds(context.deadline().remaining(), config.maxBytes(), context.cancellation());
        return new Outgoing("GET", uri, HEADERS, null, bounds);
    }

    private static String text(Reply reply) throws ToolFailed {
        String text = reply.text();
        if (reply.status() < 400) {
            return text;
        }
        String shown = text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
        String no = "HTTP " + reply.status() + ": " + shown;
        throw reply.failsForNow() ? ToolFailed.forNow(no, reply.again()) : new ToolFailed(no);
    }
}
