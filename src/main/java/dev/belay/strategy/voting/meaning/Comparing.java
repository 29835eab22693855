package dev.belay.strategy.voting.meaning;

import dev.belay.exchange.Failure;
import dev.belay.exchange.vote.Ballot;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.Embeddings.Result;
import dev.belay.model.embedding.Vector;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.count.Meaning.Form;
import dev.belay.strategy.voting.count.Measure;
import dev.belay.strategy.voting.rule.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides, for the counts of one run, by what texts are compared: by meaning where the rules say so, there is an
/// embedding model, and it gave what was asked; otherwise by tokens, and it is said why. Asks at most once for each
/// count, and never twice for the same text. Used by one thread.
public final class Comparing {
    private final Embeddings embeddings;
    private final Map<Form, Vector> known = new HashMap<>();

    public Comparing(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    /// @param columns what is compared with each other
    /// @throws dev.belay.exchange.ControlFlow if the run is to stop
    public Comparison of(Rules.Counting rules, List<List<Meaning>> columns, Embeddings.Ask ask) {
        Measure tokens = Measure.ofTokens(rules.likeness());
        Embeddings.Bounds bounds = embeddings.bounds();
        if (rules.similarity() == null || bounds.texts() == 0) {
            return new Comparison(tokens, Ballot.Measure.TOKENS);
        }
        Pairs pairs = new Pairs(tokens, bounds.characters());
        Pairs.Open open = pairs.in(columns);
        String obstacle = obstacle(open, bounds, ask);
        return obstacle == null
                ? new Comparison(new ByMeaning(pairs, rules.similarity(), Map.copyOf(known)), Ballot.Measure.MEANING)
                : new Comparison(tokens, new Ballot.Measure(Ballot.Measure.By.TOKENS, obstacle));
    }

    /// Why it is not done by meaning, or `null` if all vectors are known.
    private String obstacle(Pairs.Open open, Embeddings.Bounds bounds, Embeddings.Ask ask) {
        if (open.texts().isEmpty()) {
            return open.tooLong()
                    ? "they are longer than " + bounds.characters() + " characters"
                    : "nothing was left to compare by meaning";
        }
        List<Form> missing = open.texts().keySet().stream()
                .filter(form -> !known.containsKey(form))
                .toList();
        if (missing.isEmpty()) {
            return null;
        }
        if (missing.size() > bounds.texts()) {
            return missing.size() + " texts are more than the embedding model is asked for at once";
        }
        List<String> texts = new ArrayList<>();
        missing.forEach(form -> texts.add(open.texts().get(form)));
        return switch (embeddings.of(texts, ask)) {
            case Result.Vectors(List<Vector> vectors) -> {
                for (int i = 0; i < vectors.size(); i++) {
                    known.put(missing.get(i), vectors.get(i));
                }
                yield null;
            }
            case Result.Missing(Failure failure) -> "the embedding model was no help (" + told(failure) + ")";
        };
    }

    /// In our words alone: a ballot carries nothing that a provider says.
    private static String told(Failure failure) {
        return switch (failure) {
            case Failure.OverBudget _,
                    Failure.Unavailable _,
                    Failure.Saturated _,
                    Failure.BreakerOpen _,
                    Failure.DeadlinePassed _ -> failure.reason() + ": " + failure.detail();
            case Failure.RateLimited _,
                    Failure.Overloaded _,
                    Failure.ConnectionLost _,
                    Failure.Silent _,
                    Failure.ContextTooLong _,
                    Failure.ContentRejected _,
                    Failure.Unauthorized _,
                    Failure.InvalidRequest _,
                    Failure.BadAnswer _,
                    Failure.TimedOut _,
                    Failure.TierBroken _,
                    Failure.NoMatch _,
                    Failure.EffectUnsettled _ -> failure.reason();
        };
    }
}
