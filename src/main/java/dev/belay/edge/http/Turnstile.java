package dev.belay.edge.http;

import dev.belay.exchange.Caller;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.caller.Unauthenticated;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Every request to an edge comes in here: knows the caller, and turns what is thrown into the edge's errors.
public final class Turnstile {
    private static final Logger LOG = Logger.getLogger(Turnstile.class);

    private final Callers callers;
    private final Errors errors;

    public Turnstile(Callers callers, Errors errors) {
        this.callers = callers;
        this.errors = errors;
    }

    /// As [#pass(HttpHeaders, Function)], for callers with a scope.
    public Response pass(HttpHeaders headers, Caller.Scope needed, Function<Caller, Response> work) {
        return pass(headers, caller -> {
            if (!caller.may(needed)) {
                String scope = needed.name().toLowerCase(Locale.ROOT);
                throw new Refusal(Refusal.Kind.FORBIDDEN, null, "this key does not have the scope \"" + scope + "\"");
            }
            return work.apply(caller);
        });
    }

    /// Nothing is thrown out of here; what nobody expected is logged without its message, which may quote a secret.
    public Response pass(HttpHeaders headers, Function<Caller, Response> work) {
        try {
            Caller caller = callers.resolve(
                    headers.getHeaderString(HttpHeaders.AUTHORIZATION), headers.getHeaderString(HttpHeaders.HOST));
            return work.apply(caller);
        } catch (Unauthenticated e) {
            return errors.unauthenticated(e.getMessage())
                    .builder()
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build();
        } catch (Refusal e) {
            return errors.of(e).response();
        } catch (WebApplicationException e) {
            return errors.of(e.getResponse().getStatus()).response();
        } catch (RuntimeException e) {
            LOG.errorf(
                    "%s failed: %s at %s",
                    errors.root(), e.getClass().getName(), e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            return errors.of(500).response();
        }
    }
}
