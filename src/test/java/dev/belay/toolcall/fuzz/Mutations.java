package dev.belay.toolcall.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes texts that no model has written yet out of texts that some do: by cutting, doubling, swapping, sowing
/// pieces of all dialects in between, and by a random grammar of its own. The same seed makes the same text.
final class Mutations {
    private static final List<String> PIECES = List.of(
            "<tool_call>",
            "</tool_call>",
            "<invoke>",
            "</invoke>",
            "<invoke name=\"get_weather\">",
            "<parameter=city>",
            "<function=get_weather>",
            "</function>",
            "<tool_name>",
            "</tool_name>",
            "<parameters>",
            "<get_weather ",
            "<get_weather>",
            "</get_weather>",
            "<city>",
            "</city>",
            "[TOOL_CALLS]",
            "[ARGS]",
            "<|python_tag|>",
            "functools",
            "<arg_key>",
            "<arg_value>",
            "<｜tool▁call▁begin｜>",
            "Action: ",
            "Action Input: ",
            "Observation:",
            "User:",
            "```",
            "```json\n",
            "```python\n",
            "```yaml\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            "<think>",
            "</think>",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ",",
            ":",
            "=",
            ";",
            "|",
            "\"",
            "'",
            "`",
            "\\",
            "\\\"",
            "\\n",
            "\"\"\"",
            "“",
            "’",
            "#",
            "//",
            "/*",
            "*/",
            "<",
            ">",
            "&quot;",
            "&lt;",
            "&",
            "get_weather",
            "get_weather(",
            "get_weather(city=",
            "city=\"Paris\"",
            "city: Paris",
            "def ",
            "for ",
            "x = ",
            "new HashMap<",
            "dict(",
            "**",
            "*",
            "+",
            "-",
            "1e9",
            "0x1f",
            "10**6",
            "None",
            "true",
            "null",
            "NaN",
            "é",
            "😀",
            "\ud800",
            "\u0000",
            "\u200b",
            "for example ",
            "Actually, ",
            "Function: ",
            "Parameters:",
            "- ",
            "1. ",
            "\\boxed{",
            "{\"name\": \"get_weather\", \"arguments\": ",
            "{\"get_weather\": ",
            "\"type\": \"function\"",
            "\"properties\": {",
            ".call",
            "default_api.",
            "print(",
            "｛",
            "｝",
            "【",
            "（",
            "）",
            "，",
            "：",
            "＂",
            "#get_weather(",
            "int(",
            "str(",
            " -> ",
            "Example: ");

    private final List<String> seeds;
    private final Random random;

    Mutations(List<String> seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    String next() {
        int kind = random.nextInt(100);
        if (kind < 55) {
            return mutated();
        }
        return kind < 97 ? sown(2 + random.nextInt(40)) : endless();
    }

    private String mutated() {
        StringBuilder text = new StringBuilder(seed());
        for (int times = 1 + random.nextInt(6); times > 0; times--) {
            mutate(text);
        }
        return text.toString();
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(8)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, piece());
            case 2 -> text.replace(at, end, piece());
            case 3 -> text.insert(at, text.substring(at, end));
            case 4 -> text.setLength(at);
            case 5 -> text.append(random.nextBoolean() ? "\n" : " ").append(seed());
            case 6 -> text.insert(at, seed());
            default -> {
                if (at < text.length()) {
                    text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
        }
    }

    private String sown(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < pieces; piece++) {
            text.append(random.nextInt(12) == 0 ? seed() : piece());
        }
        return text.toString();
    }

    /// The same few pieces until the limit, perhaps after others.
    private String endless() {
        String round = sown(1 + random.nextInt(4));
        String before = random.nextBoolean() ? "" : sown(2);
        return before + round.repeat(1 + (10_000 << random.nextInt(4)) / Math.max(1, round.length()));
    }

    private String seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /// Where to cut a text, in order.
    List<Integer> cuttings(int length) {
        List<Integer> places = new ArrayList<>();
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            places.add(random.nextInt(length + 1));
        }
        places.add(length);
        return places.stream().sorted().toList();
    }
}
