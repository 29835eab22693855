package dev.belay.tier.agent.reading;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.exchange.speech.Speech;
import dev.belay.toolcall.Reading;
import dev.belay.toolcall.ToolCallParser;
import java.util.List;

/// For models that call tools natively: takes calls as the provider gives them, with arguments mended where that needs
/// no guess. A model that writes one as text although it could have called is heard too, where nothing else can be
/// meant; in case of doubt its message is an answer.
public final class NativeReader implements MessageReader {
    /// From here on a call stands by itself and fits its schema.
    private static final double SURE = 0.85;

    private final ToolCallParser parser = new ToolCallParser();

    @Override
    public ReadMessage read(Message.Assistant message, List<ToolSpec> tools) {
        if (message.callsTools()) {
            Reading mended = parser.mended(message.toolCalls());
            return mended == null ? ReadMessage.given(message) : heard(message.text(), mended);
        }
        if (tools.isEmpty()) {
            return ReadMessage.given(message);
        }
        Reading read = parser.parse(message.text(), tools);
        return read.calls().isEmpty() || read.confidence() < SURE
                ? ReadMessage.given(message)
                : heard(asHeard(read.text(), message.text()), read);
    }

    @Override
    public Speech hearing(Speech speech, List<ToolSpec> tools) {
        return tools.isEmpty() ? speech : new CarefulSpeech(speech, () -> parser.stream(tools));
    }

    /// The blanks that a message begins with have been heard with its words.
    private static String asHeard(String words, String message) {
        int blanks = message.length() - message.stripLeading().length();
        return words.isEmpty() ? words : message.substring(0, blanks) + words;
    }

    private static ReadMessage heard(String text, Reading read) {
        return ReadMessage.heard(new Message.Assistant(text, read.calls()), null, read.confidence(), read.repairs());
    }
}
