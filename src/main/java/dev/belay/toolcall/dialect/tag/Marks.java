package dev.belay.toolcall.dialect.tag;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Source;
import java.util.List;

/// Marks around calls that say nothing themselves, so that they are not left over in the text.
public final class Marks implements Dialect {
    private static final List<String> MARKS = List.of(
            "<｜tool▁calls▁begin｜>",
            "<｜tool▁calls▁end｜>",
            "<｜tool▁call▁end｜>",
            "<｜end▁of▁sentence｜>",
            "<｜DSML｜function_calls>",
            "</｜DSML｜function_calls>",
            "<|tool_calls_section_begin|>",
            "<|tool_calls_section_end|>",
            "<|tool_call_end|>",
            "<function_calls>",
            "</function_calls>",
            "<" + "antml:function_calls>",
            "</" + "antml:function_calls>",
            "<minimax:tool_call>",
            "</minimax:tool_call>",
            "<seed:tool_call>",
            "</seed:tool_call>",
            "</tool_call>",
            "</tool_calls>",
            "</function_call>",
            "</functioncall>",
            "</tool_code>",
            "<tool_code>",
            "<|eom_id|>",
            "<|eot_id|>",
            "<|im_end|>",
            "<|call|>",
            "<end_action>",
            "<end_code>");

    @Override
    public String id() {
        return "mark";
    }

    @Override
    public List<String> openers() {
        return MARKS;
    }

    @Override
    public Found read(Source source, int at) {
        for (String mark : MARKS) {
            if (source.sees(mark, at)) {
                return Found.mark(id(), at, at + mark.length());
            }
        }
        return null;
    }
}
