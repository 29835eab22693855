package dev.belay.drill.score.play;

import java.time.Duration;
import java.util.List;

/// What a gateway is configured with for one exercise, beside its models.
///
/// @param deadline of a request, or `null` for the gateway's own
/// @param degraded whether an answer that is less than what was asked for is wanted
/// @param stops whether a model that refuses ends the request
/// @param tools that run in the gateway
public record Terms(Duration deadline, boolean degraded, boolean stops, List<Tool> tools) {
    public static final Terms PLAIN = new Terms(null, true, false, List.of());

    public static final Terms STOPPING = new Terms(null, true, true, List.of());

    public Terms {
        tools = List.copyOf(tools);
    }

    /// One of the stand-in's tools.
    ///
    /// @param name by which the model knows it; the scope of the trial is added
    /// @param page of the stand-in, `ok` for `/tools/ok`
    /// @param acts whether it counts as an effect
    /// @param offered whether requests may use it
    /// @param result JSON Schema of what it is declared to return, or empty
    public record Tool(String name, String page, boolean acts, boolean offered, String result) {
        /// Of the arguments of each.
        public static final String SCHEMA = """
                {"type":"object","properties":{"text":{"type":"string"},"count":{"type":"integer"},\
                "urgent":{"type":"boolean"}},"required":["text"],"additionalProperties":false}""";

        public Tool(String name, String page, boolean acts, boolean offered) {
            this(name, page, acts, offered, "");
        }

        /// The same tool, declared to return this.
        public Tool returning(String schema) {
            return new Tool(name, page, acts, offered, schema);
        }

        /// The page in one trial.
        public String pageIn(String scope) {
            return page.replace("{scope}", scope.replace('-', '_'));
        }

        /// The name in one trial: a call says whose it was.
        public String nameIn(String scope) {
            return name + "_" + scope.replace('-', '_');
        }
    }

    public static Terms within(Duration deadline, boolean degraded) {
        return new Terms(deadline, degraded, false, List.of());
    }

    public static Terms with(Tool... tools) {
        return new Terms(null, true, false, List.of(tools));
    }
}
