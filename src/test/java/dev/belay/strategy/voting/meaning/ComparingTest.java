package dev.belay.strategy.voting.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.drill.embed.Bag;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.vote.Ballot;
import dev.belay.model.embedding.Embeddings;
import dev.belay.model.embedding.Vector;
import dev.belay.strategy.voting.count.Cast;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.count.Measure;
import dev.belay.strategy.voting.count.Tally;
import dev.belay.strategy.voting.count.TieBreaker;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparingTest {
    private static final Embeddings.Ask ASK = new Embeddings.Ask(
            "run", Deadline.after(Duration.ofMinutes(1), System::nanoTime), new Cancellation(), Scopes.SILENT);

    private final List<List<String>> asked = new ArrayList<>();
    private Embeddings.Bounds bounds = new Embeddings.Bounds(8, 200);
    private Failure failure;
    private Double similarity = 0.9;

    private final Embeddings embeddings = new Embeddings() {
        @Override
        public Bounds bounds() {
            return bounds;
        }

        @Override
        public Result of(List<String> texts, Ask ask) {
            asked.add(texts);
            return failure == null
                    ? new Result.Vectors(
                            texts.stream().map(ComparingTest::vector).toList())
                    : new Result.Missing(failure);
        }
    };

    private final Comparing comparing = new Comparing(embeddings);

    private static Vector vector(String text) {
        double[] bag = Bag.of(text, 256);
        float[] numbers = new float[bag.length];
        for (int i = 0; i < bag.length; i++) {
            numbers[i] = (float) bag[i];
        }
        return Vector.of(numbers);
    }

    private Comparison compared(String... said) {
        List<Meaning> column =
                Stream.of(said).map(text -> Meaning.of(text, true)).toList();
        var rules = new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, false, Otherwise.ASK, similarity);
        return comparing.of(rules, List.of(column), ASK);
    }

    private boolean same(String one, String other) {
        return compared(one, other).measure().same(Meaning.of(one, true), Meaning.of(other, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The shop ships quickly.                      | Fast delivery by the store.
                    You may send it back within 14 days.         | Within 14 days, you can ship it back.
                    The customer gets a refund.                  | Clients will be reimbursed.
                    Please repair `order_id` in the parser.      | Fix `order_id` in that parser, please.
                    It starts on Monday.                         | It begins Monday.
                    In Paris, we allow large cars.               | Paris lets big vehicles in.
                    """)
    void paraphrasesAreTheSame(String one, String other) {
        assertThat(same(one, other)).isTrue();
        assertThat(same(other, one)).isTrue();
        assertThat(Measure.ofTokens(0.8).same(Meaning.of(one, true), Meaning.of(other, true)))
                .as("by tokens")
                .isFalse();
    }

    /// To a bag of words, as to most models, these are nearly alike.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The parcel arrives fast, in 3 days, at home.         | The package arrives quickly, at home, in 4 days.
                    The parcel arrives fast, in 3 days, at home.         | The package arrives quickly, at home, in 3 weeks.
                    The store permits large dogs to come inside here.    | Large dogs are not permitted to come inside this shop.
                    The contract begins 2026-11-21 and can be cancelled. | It can be cancelled, and the contract starts on 2026-11-22.
                    The clients buy two cars at that store every time.   | Customers buy three cars at that shop every time.
                    The store opens on Monday, for all clients at once.  | The shop opens on Tuesday, for all customers at once.
                    Clients in the town of Lyon get quick help.          | Fast help for customers in the city of Nice.
                    Repair the fault in parser_v1 and rerun the tests.   | Fix the bug in parser_v2 and rerun the tests.
                    Repair the fault in readFully and rerun the tests.   | Fix the bug in readPartly and rerun the tests.
                    The price of large cars will rise this winter again. | Again the cost of big cars will fall this winter.
                    The purchase of such large cars is legal in town.    | It is illegal to purchase such big cars in town.
                    The store costs 5 € a month for every large client.  | The shop costs 5 $ a month for every big customer.
                    Write to sales@example.org to end the contract soon. | To finish the contract soon, write to legal@example.org.
                    """)
    void whatContradictsIsNot(String one, String other) {
        assertThat(same(one, other)).isFalse();
        assertThat(asked).as("it is not even asked about").isEmpty();
    }

    @Test
    void nobodyIsAskedWhereTokensAgree() {
        Comparison comparison = compared("It is Paris.", "Paris", "paris!", "{\"a\":1}", "42");

        assertThat(asked).isEmpty();
        assertThat(comparison.told())
                .isEqualTo(new Ballot.Measure(Ballot.Measure.By.TOKENS, "nothing was left to compare by meaning"));
    }

    @Test
    void oneCallForAllOfACountAndNoneForATextTwice() {
        compared("The shop ships quickly.", "the shop SHIPS quickly", "Fast delivery by the store.", "Clients pay.");

        assertThat(asked)
                .containsExactly(List.of("Clients pay.", "Fast delivery by the store.", "The shop ships quickly."));

        assertThat(compared("Fast delivery by the store.", "The shop ships quickly.")
                        .told())
                .as("of an earlier round it is known")
                .isEqualTo(Ballot.Measure.MEANING);
        assertThat(asked).hasSize(1);
        compared("Clients pay.", "Somebody begins.");
        assertThat(asked.getLast()).containsExactly("Somebody begins.");
    }

    @Test
    void withoutVectorsTokensDecideAndItIsSaidWhy() {
        failure = new Failure.Overloaded("status 503: said the provider, quoting the text", null);
        Comparison comparison = compared("The shop ships quickly.", "Fast delivery by the store.");

        assertThat(comparison.measure()).isEqualTo(Measure.ofTokens(0.8));
        assertThat(comparison.told().why()).isEqualTo("the embedding model was no help (overloaded)");

        failure = new Failure.OverBudget("not enough is left: $0 of $1", null);
        assertThat(compared("The shop ships quickly.", "Fast delivery by the store.")
                        .told()
                        .why())
                .isEqualTo("the embedding model was no help (over_budget: not enough is left: $0 of $1)");
    }

    @Test
    void longTextsAreNotCutButComparedByTheirWords() {
        String filler = " and so on".repeat(30);
        Comparison comparison =
                compared("The shop ships quickly" + filler, "Fast delivery by the store" + filler + " as ever");

        assertThat(asked).isEmpty();
        assertThat(comparison.told().why()).isEqualTo("they are longer than 200 characters");
    }

    @Test
    void moreTextsThanFitIntoOneCallAreComparedByTheirWords() {
        bounds = new Embeddings.Bounds(2, 200);
        assertThat(compared("Somebody begins.", "Clients pay.", "Fast delivery.")
                        .told()
                        .why())
                .isEqualTo("3 texts are more than the embedding model is asked for at once");
        assertThat(asked).isEmpty();
    }

    @Test
    void whereTokensAreWantedOrThereIsNoModelNothingIsSaidOfIt() {
        similarity = null;
        assertThat(compared("Somebody begins.", "Clients pay.").told()).isEqualTo(Ballot.Measure.TOKENS);
        similarity = 0.9;
        bounds = Embeddings.Bounds.NOTHING;
        assertThat(compared("Somebody begins.", "Clients pay.").told()).isEqualTo(Ballot.Measure.TOKENS);
        assertThat(asked).isEmpty();
    }

    /// With vectors between which the threshold is crossed here and there.
    @Test
    void groupsDoNotDependOnTheOrderOfVotes() {
        List<String> words = List.of("fast", "quick", "store", "shop", "ships", "cheap", "help", "cars", "price");
        similarity = 0.5;
        for (int run = 0; run < 200; run++) {
            Random random = new Random(run);
            List<String> said = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                said.add(String.join(
                        " ",
                        random.ints(4, 0, words.size()).mapToObj(words::get).toList()));
            }
            List<String> first = groups(said);
            for (int turn = 0; turn < 3; turn++) {
                Collections.shuffle(said, random);
                assertThat(groups(said)).as("run %d: %s", run, said).isEqualTo(first);
            }
        }
    }

    private List<String> groups(List<String> said) {
        asked.clear();
        Comparison comparison = new Comparing(embeddings)
                .of(
                        new Rules.Counting(2, TieBreaker.CONFIDENCE, 0.8, false, Otherwise.ASK, similarity),
                        List.of(said.stream()
                                .map(text -> Meaning.of(text, true))
                                .toList()),
                        ASK);
        List<Cast> casts = IntStream.range(0, said.size())
                .mapToObj(i -> new Cast(i, i, 1, Meaning.of(said.get(i), true)))
                .toList();
        return Tally.of(casts, comparison.measure()).groups().stream()
                .map(group -> group.stream()
                        .map(cast -> cast.meaning().key())
                        .sorted()
                        .toList()
                        .toString())
                .sorted()
                .toList();
    }
}
