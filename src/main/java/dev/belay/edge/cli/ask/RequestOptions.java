package dev.belay.edge.cli.ask;

import dev.belay.edge.cli.remote.Dollars;
import dev.belay.edge.cli.remote.Spell;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// How a question is to be answered: the same options wherever a request is made.
public final class RequestOptions {
    @Option(names = "--strategy", paramLabel = "NAME", description = "How tiers are used, e.g. sequential.")
    private String strategy;

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            description = "A configured kind of task, which has its own strategy.")
    private String kind;

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

    @Option(
            names = "--budget",
            paramLabel = "USD",
            converter = Dollars.class,
            description = "The most the run may cost, in US dollars.")
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
                new Question.Way(policy, model, strategy, kind, tools),
                new Question.Terms(deadline, budget));
    }
}
