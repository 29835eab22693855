package dev.belay.model.catalog;

import dev.belay.exchange.BelayEvent;
import dev.belay.model.ModelsConfig;
import dev.belay.model.Rendition;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// A configured model, ready to be asked. Prints no secret.
///
/// @param name the provider's name of the model
public record ModelSpec(String id, String name, Access access, Room room, Prices prices, Nature nature) {

    /// What it can do, and how it writes.
    ///
    /// @param callForm how it is taught to write calls as text, or `null` for what its name says
    public record Nature(Set<Trait> traits, ModelsConfig.CallForm callForm) {
        public Nature {
            traits = Set.copyOf(traits);
        }
    }

    /// Where it is asked and with what.
    ///
    /// @param chat the whole address of the chat completions, or of what else it is asked for
    public record Access(String provider, URI chat, Secret key, ModelsConfig.Auth auth, Map<String, Secret> headers) {
        public Access {
            headers = Map.copyOf(headers);
        }

        /// The address may carry a secret in its query, so only host and port are shown.
        @Override
        public String toString() {
            return "Access[" + provider + ", " + chat.getHost() + ":" + port() + "]";
        }

        public int port() {
            int port = chat.getPort();
            return port >= 0 ? port : "https".equals(chat.getScheme()) ? 443 : 80;
        }

        /// A request with the key and the configured headers, which win over those of the trace.
        ///
        /// @param accept media types of the answer
        /// @param propagation headers that carry the trace on
        /// @param body JSON
        public HttpRequest post(String accept, Map<String, String> propagation, byte[] body) {
            HttpRequest.Builder request = HttpRequest.newBuilder(chat)
                    .header("Content-Type", "application/json")
                    .header("Accept", accept)
                    .header("User-Agent", "belay");
            propagation.forEach(request::setHeader);
            headers.forEach((name, value) -> request.setHeader(name, value.value()));
            if (key.present()) {
                authorize(request);
            }
            return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        }

        private void authorize(HttpRequest.Builder request) {
            switch (auth) {
                case BEARER -> request.setHeader("Authorization", "Bearer " + key.value());
                case API_KEY -> request.setHeader("api-key", key.value());
            }
        }
    }

    /// How much fits.
    ///
    /// @param context tokens, or `null` if not known
    /// @param maxOutput tokens, or `null` for no limit of ours
    /// @param concurrency calls at the same time
    /// @param firstToken the model's own limit, or `null` for the common one
    public record Room(Integer context, Integer maxOutput, int concurrency, Duration firstToken) {

        /// Whether a request that did not fit into `other` may fit here. What is not known may be larger.
        public boolean mayExceed(Room other) {
            return context == null || other.context == null || context > other.context;
        }
    }

    public boolean has(Trait trait) {
        return nature.traits().contains(trait);
    }

    /// Whether it is asked for a stream.
    ///
    /// @param heard whether somebody hears the answer as it comes
    public boolean streams(boolean heard) {
        return !has(Trait.NO_STREAMING) && (heard || !has(Trait.STREAM_ON_DEMAND));
    }

    /// The same, with answers limited to so many tokens.
    public ModelSpec limited(int tokens) {
        return new ModelSpec(
                id,
                name,
                access,
                new Room(room.context(), tokens, room.concurrency(), room.firstToken()),
                prices,
                nature);
    }

    /// As whoever puts messages to it sees it.
    public Rendition.Listener listener() {
        return new Rendition.Listener(name, nature.callForm(), room.context(), room.maxOutput());
    }

    public BelayEvent.Endpoint endpoint() {
        return new BelayEvent.Endpoint(
                id, name, access.provider(), access.chat().getHost(), access.port());
    }
}
