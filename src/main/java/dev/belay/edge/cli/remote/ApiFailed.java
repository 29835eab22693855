package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

/// A server that could not be reached, or that said no.
public final class ApiFailed extends RuntimeException {
    private final int status;
    private final String field;

    /// @param status HTTP status, or 0 if there was no answer
    /// @param field the field at fault, or `null`
    public ApiFailed(int status, String message, String field) {
        super(message, null, false, false);
        this.status = status;
        this.field = field;
    }

    /// Reads a problem as RFC 9457 has it.
    static ApiFailed of(int status, URI server, JsonNode problem) {
        String title = problem.path("title").asText("");
        String detail = problem.path("detail").asText("");
        String said = !detail.isEmpty() ? detail : !title.isEmpty() ? title : server + " answers with status " + status;
        String advice = status == 401 ? " (set BELAY_API_KEY, or name a file in BELAY_API_KEY_FILE)" : "";
        return new ApiFailed(status, said + advice, problem.path("field").asText(null));
    }

    static ApiFailed unreachable(URI server, IOException cause) {
        String why =
                switch (cause) {
                    case ConnectException _ -> "no server answers at " + server + "; start one with: belay serve";
                    case UnknownHostException _ -> "there is no host named " + server.getHost();
                    case SocketTimeoutException _ -> server + " does not answer in time";
                    default -> "the connection to " + server + " broke: " + cause.getMessage();
                };
        return new ApiFailed(0, why, null);
    }

    /// HTTP status, or 0 if there was no answer.
    public int status() {
        return status;
    }

    /// Whether the request itself was at fault.
    public boolean usage() {
        return switch (status) {
            case 400, 404, 413, 415, 422 -> true;
            default -> false;
        };
    }

    /// What to tell a person, with the field in front if one is at fault.
    public String told() {
        return field == null || field.isEmpty() ? getMessage() : field + ": " + getMessage();
    }
}
