package dev.belay.tier.adk;

import com.google.genai.types.Content;
import com.google.genai.types.FileData;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.Part;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Messages as Google's contents and back. Instructions are not among the contents; results that belong to one
/// message are parts of one content.
final class Contents {
    static final String AGENT = "belay";

    private static final String MODEL = "model";
    private static final String USER = "user";

    /// Something new for the runner where there is nothing; the model is not shown it.
    static final Content NOTHING = content(USER, List.of(Part.fromText("(go on)")));

    private static final String RESULT = "result";

    private Contents() {}

    static boolean ofModel(Content content) {
        return content.role().filter(MODEL::equals).isPresent();
    }

    static String instruction(List<Message> transcript) {
        return transcript.stream()
                .filter(Message.System.class::isInstance)
                .map(Message::text)
                .collect(Collectors.joining("\n\n"));
    }

    static Map<String, Object> result(String text) {
        return Map.of(RESULT, text);
    }

    static List<Content> of(List<Message> transcript) {
        List<Content> contents = new ArrayList<>();
        List<Part> results = new ArrayList<>();
        for (Message message : transcript) {
            if (message instanceof Message.Tool tool) {
                results.add(response(tool));
                continue;
            }
            flush(results, contents);
            switch (message) {
                case Message.User user -> contents.add(user(user));
                case Message.Assistant assistant -> contents.add(of(assistant, null));
                case Message.System _, Message.Tool _ -> {}
            }
        }
        flush(results, contents);
        return contents;
    }

    /// @param tools names of the tools that ADK knows, or `null` for history, in which any name may stand
    static Content of(Message.Assistant message, Set<String> tools) {
        List<Part> parts = new ArrayList<>();
        if (!message.text().isEmpty() || message.toolCalls().isEmpty()) {
            parts.add(Part.fromText(message.text()));
        }
        for (ToolCall call : message.toolCalls()) {
            boolean known = tools == null || tools.contains(call.name());
            parts.add(Part.builder()
                    .functionCall(FunctionCall.builder()
                            .id(call.id())
                            .name(known ? call.name() : SessionTool.UNKNOWN)
                            .args(arguments(call.arguments()))
                            .build())
                    .build());
        }
        return content(MODEL, parts);
    }

    /// @param written calls by their id as the model wrote them
    static List<Message> messages(List<Content> contents, Map<String, ToolCall> written) {
        List<Message> messages = new ArrayList<>();
        for (Content content : contents) {
            if (content.equals(NOTHING)) {
                continue;
            }
            List<Part> parts = content.parts().orElse(List.of());
            List<Message.Tool> results = parts.stream()
                    .flatMap(part -> part.functionResponse().stream())
                    .map(response -> tool(response, written))
                    .toList();
            messages.addAll(results);
            if (ofModel(content)) {
                messages.add(assistant(parts, written));
            } else if (results.isEmpty()) {
                messages.add(
                        new Message.User(parts.stream().map(Contents::userPart).toList()));
            }
        }
        return messages;
    }

    private static Message.Assistant assistant(List<Part> parts, Map<String, ToolCall> written) {
        String text = parts.stream().flatMap(part -> part.text().stream()).collect(Collectors.joining());
        List<ToolCall> calls = parts.stream()
                .flatMap(part -> part.functionCall().stream())
                .map(call -> written.get(call.id().orElseThrow()))
                .toList();
        return new Message.Assistant(text, calls);
    }

    private static Message.Tool tool(FunctionResponse response, Map<String, ToolCall> written) {
        String id = response.id().orElseThrow();
        Object text = response.response().orElse(Map.of()).get(RESULT);
        return new Message.Tool(id, written.get(id).name(), String.valueOf(text));
    }

    private static Message.Part userPart(Part part) {
        return part.fileData()
                .<Message.Part>map(file -> new Message.Part.Image(
                        file.fileUri().orElseThrow(), file.displayName().orElse(null)))
                .orElseGet(() -> new Message.Part.Text(part.text().orElse("")));
    }

    private static Content user(Message.User user) {
        return content(USER, user.parts().stream().map(Contents::part).toList());
    }

    /// Google has no place for the level of detail; the display name carries it through ADK and goes nowhere
    /// else.
    private static Part part(Message.Part part) {
        return switch (part) {
            case Message.Part.Text text -> Part.fromText(text.text());
            case Message.Part.Image image -> {
                FileData.Builder file = FileData.builder().fileUri(image.url()).mimeType("image/*");
                yield Part.builder()
                        .fileData((image.detail() == null ? file : file.displayName(image.detail())).build())
                        .build();
            }
        };
    }

    private static Part response(Message.Tool tool) {
        return Part.builder()
                .functionResponse(FunctionResponse.builder()
                        .id(tool.callId())
                        .name(tool.name())
                        .response(result(tool.text()))
                        .build())
                .build();
    }

    private static void flush(List<Part> results, List<Content> contents) {
        if (!results.isEmpty()) {
            contents.add(content(USER, List.copyOf(results)));
            results.clear();
        }
    }

    private static Content content(String role, List<Part> parts) {
        return Content.builder().role(role).parts(parts).build();
    }

    /// Arguments that are no JSON object are left out here; the call is made with what the model wrote.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(String json) {
        try {
            return Json.tree(json).isObject() ? Json.read(json, Map.class) : Map.of();
        } catch (UncheckedIOException _) {
            return Map.of();
        }
    }
}
