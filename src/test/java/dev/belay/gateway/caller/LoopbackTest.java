package dev.belay.gateway.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Ids;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]"})
    void thisMachine(String address) {
        assertThat(Loopback.is(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "127.0.0.1.evil.example", "localhost.evil.example", ""})
    void anywhereElse(String address) {
        assertThat(Loopback.is(address)).isFalse();
    }

    @Test
    void aHostHeaderMayNameAPort() {
        assertThat(Loopback.names("localhost:8080")).isTrue();
        assertThat(Loopback.names("[::1]:8080")).isTrue();
        assertThat(Loopback.names("evil.example:8080")).isFalse();
    }

    @Test
    void aRandomKeyHasItsFormAndIsReadBack() {
        KeyText key = KeyText.random(new Ids(InstantSource.system()));
        assertThat(key.reveal()).matches("belay_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{32}");
        assertThat(KeyText.read(key.reveal()).orElseThrow().id()).isEqualTo(key.id());
        assertThat(KeyText.read(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash());
        assertThat(key.toString()).doesNotContain(key.reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "belay_", "belay_abcd_short", "sk-abc", "belay_ab-d_0123456789012345678901"})
    void whatIsNoKey(String text) {
        assertThat(KeyText.read(text)).isEmpty();
    }
}
