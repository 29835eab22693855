package dev.belay.edge.cli.ask;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How a question is to be answered: the same options wherever a request is made.
public final class RequestOptions {
    @Option(names = "--strategy", paramLabel = "NAME", description = "How tiers are used, e.g. sequential.")
    private String strategy;

    @Option(
            names = "--tools",
            paramLabel = "NAME",
            split = ",",
            description = "Tools the model may use, separated by commas.")
    private List<String> tools = new ArrayList<>();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Spell.class,
            description = "How long to wait for an answer, e.g. 90s or 5m.")
    private Duration deadline;

    @Option(names = "--budget", paramLabel = "USD", description = "The most the run may cost, in US dollars.")
    private BigDecimal budget;

    @Option(names = "--policy", paramLabel = "NAME", description = "The policy that answers; belay if none is named.")
    private String policy;

    @Option(names = "--model", paramLabel = "ID", description = "A configured model to ask instead of a policy.")
    private String model;

    @Option(names = "--session", paramLabel = "NAME", description = "The conversation this belongs to.")
    private String session;

    /// @param usualSession the session if none is named, or `null`
    public Question question(String text, String usualSession) {
        return new Question(
                text,
                session == null ? usualSession : session,
                new Question.Way(policy, model, strategy, tools),
                new Question.Terms(deadline, budget));
    }

    /// A duration as people write it: `1500ms`, `90s`, `5m`, `1h`, or ISO 8601.
    static final class Spell implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String spelled = text.strip().toLowerCase(Locale.ROOT);
            try {
                Duration duration = spelled.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(spelled.substring(0, spelled.length() - 2)))
                        : Duration.parse(spelled.startsWith("p") ? spelled : "pt" + spelled);
                if (duration.isPositive()) {
                    return duration;
                }
            } catch (DateTimeParseException | NumberFormatException _) {
                // told below, with durations that are no time at all
            }
            throw new TypeConversionException("'" + text + "' is not a time such as 90s or 5m");
        }
    }
}
