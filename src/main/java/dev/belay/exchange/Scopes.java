package dev.belay.exchange;

import dev.belay.exchange.message.Content;
import java.util.Map;
import java.util.function.Supplier;

/// The port by which telemetry follows a run across threads. Scopes are passed as parameters, never by thread locals.
public interface Scopes {

    /// @param inbound the caller's propagation headers (`traceparent`, `tracestate`, `baggage`), lower case; may be
    /// empty
    Scope open(BelayEvent.RunStarted started, Map<String, String> inbound);

    /// Tells of what happened in no run that this process works on.
    default void announce(BelayEvent event) {}

    /// A node of the tree. May be used from any thread; closed exactly once.
    interface Scope {
        Scope open(BelayEvent.Opening opening);

        void announce(BelayEvent event);

        void close(BelayEvent.Closing closing);

        /// Offers what was said here, before the scope is closed. Nobody may keep it but a listener that was told to,
        /// and by default nobody asks `content` for it.
        ///
        /// @param content called at most once, on this thread, before this method returns
        default void content(Supplier<Content> content) {}

        /// Headers for an outgoing request that belongs to this scope.
        Map<String, String> propagation();

        /// Makes the scope current on this thread until closed, for frameworks and log lines that look there.
        Entered enter();

        /// Hexadecimal trace id, or `null` where nothing is traced.
        String traceId();
    }

    interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /// Follows nothing.
    Scope SILENT = new Scope() {
        @Override
        public Scope open(BelayEvent.Opening opening) {
            return this;
        }

        @Override
        public void announce(BelayEvent event) {}

        @Override
        public void close(BelayEvent.Closing closing) {}

        @Override
        public Map<String, String> propagation() {
            return Map.of();
        }

        @Override
        public Entered enter() {
            return () -> {};
        }

        @Override
        public String traceId() {
            return null;
        }
    };
}
