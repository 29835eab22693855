package dev.belay.toolcall.dialect.json;

import java.util.List;

/// What models call the parts of a call.
final class Keys {
    static final List<String> NAMES = List.of(
            "name",
            "tool_name",
            "function_name",
            "tool",
            "function",
            "action",
            "recipient_name",
            "api_name",
            "api",
            "func",
            "func_name",
            "method",
            "toolName",
            "functionName",
            "tool_call",
            "function_call",
            "call");
    static final List<String> ARGUMENTS = List.of(
            "arguments",
            "parameters",
            "args",
            "input",
            "kwargs",
            "action_input",
            "params",
            "tool_input",
            "tool_args",
            "argument",
            "parameter",
            "inputs",
            "tool_parameters",
            "function_args",
            "tool_arguments",
            "function_arguments",
            "function_parameters",
            "properties");
    static final List<String> LISTS =
            List.of("tool_calls", "tool_uses", "function_calls", "functions", "tools", "calls", "actions", "steps");
    static final List<String> NESTED = List.of("function", "function_call", "tool_call", "tool", "call");

    private Keys() {}
}
