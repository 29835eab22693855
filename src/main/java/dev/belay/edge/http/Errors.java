package dev.belay.edge.http;

import dev.belay.gateway.Refusal;

/// How an edge writes what went wrong. A bean of this type gives everything below its root that shape, what the
/// framework answers by itself included. Called from several threads at once.
public interface Errors {

    /// The path below which this shape holds, without a slash at its end.
    String root();

    ErrorReply of(Refusal refusal);

    /// An error of HTTP itself.
    ErrorReply of(int status);

    ErrorReply unauthenticated(String message);

    default boolean hold(String path) {
        return path.equals(root()) || path.startsWith(root() + "/");
    }
}
