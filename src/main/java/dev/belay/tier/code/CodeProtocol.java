package dev.belay.tier.code;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.sandbox.Outcome;
import dev.belay.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a model is told of programs, how one is found in what it writes, and what it is told of its end.
final class CodeProtocol {
    private static final String RESOURCE = "protocol.txt";
    private static final String FENCE = "```";
    private static final String THOUGHT = "</think>";
    private static final Set<String> LANGUAGES = Set.of("js", "javascript", "node", "ecmascript");

    private final String words = load();

    /// @param tools at least one
    /// @param functions the same, as programs call them
    String describe(List<ToolSpec> tools, List<Sandbox.Function> functions) {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < tools.size(); i++) {
            ToolSpec tool = tools.get(i);
            told.append("- ")
                    .append(functions.get(i).alias())
                    .append("(arguments): ")
                    .append(tool.description())
                    .append("\n  arguments (JSON Schema): ")
                    .append(tool.parameters().replaceAll("\\s+", " "))
                    .append('\n');
        }
        return words.replace("{tools}", told.toString().strip()).strip();
    }

    /// The program in a message: its fenced blocks of JavaScript, one after another. A block without a language is one
    /// only if nothing else of the message can be.
    ///
    /// @return `null` if there is none
    String program(String message, List<Sandbox.Function> functions) {
        int thought = message.lastIndexOf(THOUGHT);
        String said = thought < 0 ? message : message.substring(thought + THOUGHT.length());
        List<String> plain = new ArrayList<>();
        List<String> programs = new ArrayList<>();
        blocks(said, plain, programs);
        if (programs.isEmpty()) {
            plain.stream().filter(block -> calls(block, functions)).forEach(programs::add);
        }
        return programs.isEmpty() ? null : String.join("\n", programs);
    }

    private static void blocks(String said, List<String> plain, List<String> programs) {
        StringBuilder block = null;
        List<String> into = null;
        for (String line : said.split("\n", -1)) {
            String bare = line.strip();
            if (block == null && bare.startsWith(FENCE)) {
                String language = bare.substring(FENCE.length()).strip().toLowerCase(Locale.ROOT);
                into = LANGUAGES.contains(language) ? programs : language.isEmpty() ? plain : null;
                block = new StringBuilder();
            } else if (block != null && bare.equals(FENCE)) {
                keep(block, into);
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            }
        }
        if (block != null) {
            keep(block, into);
        }
    }

    private static void keep(StringBuilder block, List<String> into) {
        if (into != null && !block.toString().isBlank()) {
            into.add(block.toString());
        }
    }

    private static boolean calls(String block, List<Sandbox.Function> functions) {
        return block.contains("final_answer(")
                || functions.stream().anyMatch(function -> block.contains(function.alias() + "("));
    }

    /// What the model is told of a program's end.
    ///
    /// @param refused what is wrong with the answer that it gave, or `null`
    String told(Outcome outcome, String refused) {
        StringBuilder told = new StringBuilder();
        if (!outcome.output().isBlank()) {
            told.append("The program printed:\n")
                    .append(outcome.output().strip())
                    .append('\n');
        }
        if (outcome.error() != null) {
            told.append("The program broke off: ").append(outcome.error()).append('\n');
        }
        if (outcome.lost()) {
            told.append("Everything that programs declared is lost. The calls that were made were made.\n");
        }
        if (refused != null) {
            told.append("Its answer was not taken: ").append(refused).append('\n');
        }
        if (told.isEmpty()) {
            told.append("The program ended and printed nothing. Print what you need, or answer.\n");
        }
        return told.toString().strip();
    }

    private static String load() {
        try (InputStream text = CodeProtocol.class.getResourceAsStream(RESOURCE)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
