package dev.belay.tool.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassingTest {

    static Stream<Throwable> passing() {
        return Stream.of(
                new IOException(),
                new SocketTimeoutException(),
                new UncheckedIOException(new IOException()),
                new IllegalStateException(new SQLException("deadlock", "40P01")),
                new SQLException("could not serialize", "40001"),
                new SQLException("lost", "08006"),
                new SQLException("idle in transaction", "25P03"),
                new SQLException("terminated by administrator", "57P01"),
                new SQLException("too many connections", "53300"),
                new SQLTransientConnectionException());
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new IllegalStateException(),
                new NoSuchFileException("x"),
                new FileNotFoundException("x"),
                new JsonParseException(null, "x"),
                new SQLException("unique", "23505"),
                new SQLException("no state"),
                new SQLException("canceled", "57014"),
                new SQLException("read only", "25006"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource
    void passing(Throwable thrown) {
        assertThat(Passing.is(thrown)).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void lasting(Throwable thrown) {
        assertThat(Passing.is(thrown)).isFalse();
    }
}
