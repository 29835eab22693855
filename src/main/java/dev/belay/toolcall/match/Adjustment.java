package dev.belay.toolcall.match;

/// What was done to a call so that it fits the schema. Nothing is lost by any of it.
public enum Adjustment {
    TOOL_NAME("the tool's name was written differently"),
    ARGUMENT_NAME("an argument's name was written differently"),
    POSITION("arguments without names were named by their order"),
    WRAPPER("a wrapper around the arguments was taken off"),
    NUMBER("a number was written as text"),
    BOOLEAN("a truth value was written as text"),
    TEXT("a text was written as a number or a truth value"),
    PARSED("a list or an object was written as text"),
    CASE("one of the allowed values was written in another case");

    private final String words;

    Adjustment(String words) {
        this.words = words;
    }

    /// For people.
    public String words() {
        return words;
    }
}
