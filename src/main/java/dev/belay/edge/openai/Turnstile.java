package dev.belay.edge.openai;

import dev.belay.exchange.Caller;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.caller.Unauthenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Everything below `/v1` comes in here: knows the caller, and turns what is thrown into OpenAI's errors.
@ApplicationScoped
class Turnstile {
    private static final Logger LOG = Logger.getLogger(Turnstile.class);

    private final Callers callers;

    Turnstile(Callers callers) {
        this.callers = callers;
    }

    Response pass(HttpHeaders headers, Function<Caller, Response> work) {
        try {
            Caller caller = callers.resolve(
                    headers.getHeaderString(HttpHeaders.AUTHORIZATION), headers.getHeaderString(HttpHeaders.HOST));
            return work.apply(caller);
        } catch (Unauthenticated e) {
            return ErrorBody.unauthenticated(e.getMessage())
                    .builder(null)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build();
        } catch (Refusal e) {
            return ErrorBody.of(e).response();
        } catch (WebApplicationException e) {
            return ErrorBody.of(e.getResponse().getStatus()).response();
        } catch (RuntimeException e) {
            LOG.errorf(
                    "/v1 failed: %s at %s",
                    e.getClass().getName(), e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            return ErrorBody.of(500).response();
        }
    }
}
