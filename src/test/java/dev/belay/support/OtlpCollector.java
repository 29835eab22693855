package dev.belay.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// A collector that keeps what is exported to it: OTLP over HTTP with protobuf, traces only, on loopback.
public final class OtlpCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

    private OtlpCollector(HttpServer server) {
        this.server = server;
    }

    public static OtlpCollector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OtlpCollector collector = new OtlpCollector(server);
            server.createContext("/v1/traces", collector::receive);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For `OTEL_EXPORTER_OTLP_ENDPOINT`.
    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Received> spans() {
        return List.copyOf(spans);
    }

    public List<Received> spansOf(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /// Headers of each export, names as sent.
    public List<Map<String, List<String>>> headers() {
        return List.copyOf(headers);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream raw = exchange.getRequestBody();
            try (InputStream body = zipped ? new GZIPInputStream(raw) : raw) {
                ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::keep);
            }
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(ResourceSpans resourceSpans) {
        Map<String, Object> resource = attributes(resourceSpans.getResource().getAttributesList());
        for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
            for (Span span : scopeSpans.getSpansList()) {
                spans.add(Received.of(span, scopeSpans.getScope().getName(), resource));
            }
        }
    }

    private static Map<String, Object> attributes(List<KeyValue> pairs) {
        Map<String, Object> result = new TreeMap<>();
        pairs.forEach(pair -> result.put(pair.getKey(), plain(pair.getValue())));
        return result;
    }

    private static Object plain(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(OtlpCollector::plain)
                        .toList();
            case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
            case BYTES_VALUE -> value.getBytesValue().toStringUtf8();
            case VALUE_NOT_SET -> "";
        };
    }

    /// A span as it came over the wire; ids in hexadecimal.
    ///
    /// @param parentId empty for a root
    /// @param status `UNSET`, `OK` or `ERROR`
    /// @param scope name of the tracer
    /// @param started nanoseconds since 1970
    public record Received(
            String traceId,
            String id,
            String parentId,
            String name,
            String kind,
            String status,
            String description,
            String scope,
            long started,
            Map<String, Object> attributes,
            Map<String, Object> resource) {

        private static Received of(Span span, String scope, Map<String, Object> resource) {
            HexFormat hex = HexFormat.of();
            return new Received(
                    hex.formatHex(span.getTraceId().toByteArray()),
                    hex.formatHex(span.getSpanId().toByteArray()),
                    hex.formatHex(span.getParentSpanId().toByteArray()),
                    span.getName(),
                    span.getKind().name().replace("SPAN_KIND_", ""),
                    span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
                    span.getStatus().getMessage(),
                    scope,
                    span.getStartTimeUnixNano(),
                    OtlpCollector.attributes(span.getAttributesList()),
                    resource);
        }
    }
}
