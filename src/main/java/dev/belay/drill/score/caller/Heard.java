package dev.belay.drill.score.caller;

import java.time.Duration;
import java.util.Map;

/// What one caller got.
///
/// @param status or 0 if there was no response at all
/// @param headers by name in lower case
/// @param body every byte that came
/// @param said what it means
public record Heard(
        boolean streamed,
        int status,
        Map<String, String> headers,
        String body,
        Ending ending,
        Duration took,
        Said said) {

    /// How the response ended.
    public enum Ending {
        /// As HTTP says it should.
        CLEAN,
        /// The connection broke before the end.
        BROKEN,
        /// Not at all while the caller waited.
        HUNG
    }

    /// Whether a client takes it for a complete answer.
    public boolean success() {
        return status == 200
                && ending == Ending.CLEAN
                && !said.failed()
                && said.malformed().isEmpty()
                && said.complete();
    }

    /// A success that says itself that the answer is not whole, or none.
    public boolean frank() {
        return success()
                && (said.finish().equals("length")
                        || said.finish().equals("content_filter")
                        || !said.refusal().isEmpty());
    }

    /// An error that a client can make sense of.
    public boolean cleanError() {
        if (!said.failed() || said.done()) {
            return false;
        }
        return status >= 400 ? ending == Ending.CLEAN : streamed && status == 200;
    }

    /// In a line, for people.
    public String summary() {
        StringBuilder line = new StringBuilder().append(status == 0 ? "no response" : status);
        line.append(" in ").append(took.toMillis()).append(" ms");
        switch (ending) {
            case CLEAN -> {}
            case BROKEN -> line.append(", connection broken");
            case HUNG -> line.append(", never ended");
        }
        if (said.failed()) {
            line.append(", error: ").append(Said.shortened(said.error()));
        } else {
            line.append(", ").append(said.text().length()).append(" characters");
            line.append(said.finish().isEmpty() ? "" : ", finish " + said.finish());
        }
        return line.append(said.model().isEmpty() ? "" : ", model " + said.model())
                .toString();
    }
}
