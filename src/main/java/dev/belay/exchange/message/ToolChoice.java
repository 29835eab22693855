package dev.belay.exchange.message;

/// OpenAI's `tool_choice`. `name` is set for [Mode#NAMED] only.
public record ToolChoice(Mode mode, String name) {
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null);

    public enum Mode {
        AUTO,
        NONE,
        REQUIRED,
        NAMED
    }
}
