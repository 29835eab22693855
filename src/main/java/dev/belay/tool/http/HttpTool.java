package dev.belay.tool.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.Outgoing;
import dev.belay.tool.egress.Policy;
import dev.belay.tool.egress.Refused;
import dev.belay.tool.egress.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One HTTP request as a tool. Redirects are not followed: they would take the operator's headers elsewhere.
final class HttpTool implements Tool {
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int LONGEST_ERROR = 500;

    private final Declaration declaration;
    private final Policy policy;
    private final Egress egress;
    private final CompensationTemplate compensation;
    private final Blot blot;

    /// @param compensation `null` if nothing undoes what the request does
    HttpTool(Declaration declaration, Policy policy, Egress egress, CompensationTemplate compensation) {
        this.compensation = compensation;
        this.declaration = declaration;
        this.policy = policy;
        this.egress = egress;
        this.blot = new Blot(declaration.headers().values());
    }

    /// @param effect whether the request changes something
    /// @param idempotencyHeader `null` if no key is sent
    /// @param reconcile `null` if the destination cannot be asked
    /// @param results schema of replies, or `null`
    record Declaration(
            String method,
            UrlTemplate url,
            Map<String, String> headers,
            boolean effect,
            String idempotencyHeader,
            UrlTemplate reconcile,
            String results) {

        @Override
        public String toString() {
            return method + " " + url.authority();
        }
    }

    /// @throws IOException if something was sent and what came of it is not known
    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed, IOException {
        Reply reply = send(outgoing(arguments.json(), context));
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return text(reply);
        }
        boolean no = status >= 400 && status < 500 && status != 408;
        if (!declaration.effect() && reply.failsForNow()) {
            throw ToolFailed.forNow(error(reply), reply.again());
        }
        if (no || !declaration.effect()) {
            throw new ToolFailed(error(reply));
        }
        return status == 500 ? asked(reply, arguments, context) : unclear(reply);
    }

    /// After a 500 nothing is under way any more, so the destination's word counts at once.
    private String asked(Reply reply, Arguments arguments, ToolContext context) throws ToolFailed, IOException {
        if (declaration.reconcile() == null) {
            return unclear(reply);
        }
        return switch (reconcile(arguments, context)) {
            case Reconciliation.Happened happened -> happened.result();
            case Reconciliation.DidNotHappen _ -> throw ToolFailed.forNow(error(reply), reply.again());
            case Reconciliation.Unknown _ -> unclear(reply);
        };
    }

    private static String unclear(Reply reply) throws IOException {
        throw new IOException("HTTP " + reply.status());
    }

    @Override
    public Reconciliation reconcile(Arguments arguments, ToolContext context) throws IOException {
        if (declaration.reconcile() == null) {
            return new Reconciliation.Unknown("the destination cannot be asked");
        }
        ObjectNode values = arguments.json().deepCopy();
        values.put("idempotency-key", context.idempotencyKey());
        try {
            URI uri = declaration.reconcile().fill(values);
            Reply reply = send(new Outgoing("GET", uri, headers(context), null, bounds(context)));
            return switch (reply.status()) {
                case 200 -> new Reconciliation.Happened(text(reply));
                case 404 -> new Reconciliation.DidNotHappen(true);
                default -> new Reconciliation.Unknown("the destination answered HTTP " + reply.status());
            };
        } catch (ToolFailed e) {
            return new Reconciliation.Unknown(e.getMessage());
        }
    }

    @Override
    public Compensation compensate(Arguments arguments, String result) throws ToolFailed {
        return compensation == null
                ? null
                : new Compensation(compensation.tool(), compensation.fill(arguments.json(), result));
    }

    @Override
    public String undoneBy() {
        return compensation == null ? null : compensation.tool();
    }

    @Override
    public String resultSchema() {
        return declaration.results();
    }

    @Override
    public boolean readsOutside() {
        return true;
    }

    private Reply send(Outgoing outgoing) throws ToolFailed, IOException {
        try {
            return egress.send(outgoing, policy);
        } catch (Refused e) {
            throw e.mayPass() ? ToolFailed.forNow(e.getMessage(), null) : new ToolFailed(e.getMessage());
        }
    }

    private Outgoing outgoing(ObjectNode arguments, ToolContext context) throws ToolFailed {
        URI uri = declaration.url().fill(arguments);
        ObjectNode rest = arguments.deepCopy();
        rest.remove(declaration.url().names());
        Map<String, String> headers = headers(context);
        if (declaration.idempotencyHeader() != null && context.idempotencyKey() != null) {
            headers.put(declaration.idempotencyHeader(), context.idempotencyKey());
        }
        if (BODILESS.contains(declaration.method())) {
            return new Outgoing(declaration.method(), withQuery(uri, rest), headers, null, bounds(context));
        }
        return new Outgoing(declaration.method(), uri, headers, Json.write(rest), bounds(context));
    }

    private static URI withQuery(URI uri, ObjectNode rest) {
        StringBuilder query = new StringBuilder(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        rest.properties().forEach(argument -> {
            if (argument.getValue().isArray()) {
                argument.getValue().forEach(element -> parameter(query, argument.getKey(), element));
            } else if (!argument.getValue().isNull()) {
                parameter(query, argument.getKey(), argument.getValue());
            }
        });
        String bare = uri.toString();
        int mark = bare.indexOf('?');
        String start = mark < 0 ? bare : bare.substring(0, mark);
        return query.isEmpty() ? URI.create(start) : URI.create(start + "?" + query);
    }

    private static void parameter(StringBuilder query, String name, JsonNode value) {
        String text = value.isContainerNode() ? Json.write(value) : value.asText();
        query.append(query.isEmpty() ? "" : "&")
                .append(UrlTemplate.encode(name))
                .append('=')
                .append(UrlTemplate.encode(text));
    }

    private Map<String, String> headers(ToolContext context) {
        Map<String, String> headers = new LinkedHashMap<>(context.propagation());
        headers.putAll(declaration.headers());
        return headers;
    }

    private static Outgoing.Bounds bounds(ToolContext context) {
        return new Outgoing.Bounds(context.deadline().remaining(), MOST_BYTES, context.cancellation());
    }

    private String text(Reply reply) {
        return blot.out(reply.text());
    }

    private String error(Reply reply) {
        String text = text(reply).strip();
        String shown = text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
        return shown.isEmpty() ? "HTTP " + reply.status() : "HTTP " + reply.status() + ": " + shown;
    }
}
