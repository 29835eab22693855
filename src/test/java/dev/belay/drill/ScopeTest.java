package dev.belay.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.log.Seen;
import dev.belay.platform.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is counted for one scope is not touched by another.
class ScopeTest extends FaultsWithoutWaiting {
    private static final String A = "/scope/a/v1/chat/completions";

    @ParameterizedTest
    @ValueSource(strings = {"w01", "w03"})
    void each_scope_has_its_own_first_attempt(String fault) throws Exception {
        Chat chat = Chat.of("standin-" + fault);
        int refused = caller.post(chat).statusCode();
        assertThat(refused).isNotEqualTo(200);
        assertThat(caller.post(chat).statusCode()).isEqualTo(200);
        assertThat(caller.postTo(A, chat).statusCode()).isEqualTo(refused);
        assertThat(caller.post(chat, "X-Standin-Scope", "b").statusCode()).isEqualTo(refused);
        assertThat(caller.post(chat, "Authorization", "Bearer scope-c").statusCode())
                .isEqualTo(refused);
        assertThat(provider.log()).extracting(Seen::scope).containsExactly("", "", "a", "b", "c");
    }

    @Test
    void a_scope_is_forgotten_alone() throws Exception {
        Chat chat = Chat.of("standin-w15");
        caller.post(chat);
        caller.postTo(A, chat);
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(caller.postTo(A, chat).statusCode()).isEqualTo(200);
        assertThat(caller.delete("/scope/a/__log").statusCode()).isEqualTo(204);
        assertThat(provider.log("a")).isEmpty();
        assertThat(provider.log("")).hasSize(1);
        assertThat(caller.postTo(A, chat).statusCode()).as("a new minute").isEqualTo(503);
        assertThat(caller.post(chat).statusCode()).isEqualTo(200);
        provider.reset("");
        assertThat(provider.log("")).isEmpty();
        assertThat(caller.post(chat).statusCode()).isEqualTo(503);
    }

    @Test
    void pages_show_one_scope_or_all() throws Exception {
        caller.post(Chat.of("standin-ok"));
        caller.postTo(A, Chat.of("standin-ok"));
        assertThat(Json.tree(caller.get("/__log").body()).path("attempts")).hasSize(2);
        assertThat(Json.tree(caller.get("/scope/a/__log").body()).path("attempts"))
                .singleElement()
                .satisfies(seen -> assertThat(seen.path("path").asText()).isEqualTo("/v1/chat/completions"));
        assertThat(Json.tree(caller.get("/scope/a/__ledger").body())
                        .at("/total/completion_tokens")
                        .asInt())
                .isEqualTo(60);
        assertThat(provider.baseUrl("a").getPath()).isEqualTo("/scope/a/v1");
    }

    @Test
    void a_response_carries_the_same_id_after_a_reset() throws Exception {
        String first = caller.postTo(A, Chat.of("standin-ok")).body();
        provider.reset("a");
        String second = caller.postTo(A, Chat.of("standin-ok")).body();
        assertThat(Json.tree(second).path("id")).isEqualTo(Json.tree(first).path("id"));
        assertThat(provider.log("a").getFirst().sent().id())
                .isEqualTo(Json.tree(first).path("id").asText());
    }

    @Test
    void a_name_that_is_none_is_refused() throws Exception {
        assertThat(caller.post(Chat.of("standin-ok"), "X-Standin-Scope", "a b").statusCode())
                .isEqualTo(400);
    }
}
