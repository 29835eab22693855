package dev.belay.tier.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Time;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    /// A Monday.
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Rules rules = new Rules(new Known(), new Time(InstantSource.fixed(NOON), () -> 0));

    private Optional<String> ask(String question) {
        return rules.answer(request(ResponseFormat.TEXT, List.of(), new Message.User(question)));
    }

    private static Request request(ResponseFormat format, List<ToolSpec> client, Message... messages) {
        return new Request(
                new Request.Conversation(List.of(messages), Sampling.DEFAULT, format),
                new Request.Offer(List.of(), client, ToolChoice.AUTO),
                Request.Way.DEFAULT,
                Request.Terms.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Is ada@example.org a valid email?|ada@example.org is a well-formed",
                "Is ada@example.org valid?|ada@example.org is a well-formed",
                "please validate the e-mail address a.b+c@mail.example.org|a.b+c@mail.example.org is a well-formed",
                "Is ada@@example.org a valid email address?|ada@@example.org is not a well-formed",
                "Is .ada@example.org a valid email?|is not a well-formed",
                "Is ada@localhost a valid email?|is not a well-formed",
                "What is 19 % VAT on 100?|The tax on 100.00 at 19 % is 19.00. With tax: 119.00.",
                "Calculate the tax on 1,250.50 in Germany|at 19 %, the rate configured for Germany is 237.60",
                "Convert 10 USD to EUR|10.00 USD is 9.20 EUR at the configured rates",
                "how much is 9.2 eur in usd?|9.20 EUR is 10.00 USD",
                "Are you open now?|By the business hours it is open now (Mon, Tue, 09:00 to 17:00 UTC)",
                "What are your business hours?|Business hours: Mon, Tue, 09:00 to 17:00 UTC.",
                "I was sent the wrong invoice|This belongs to billing."
            })
    void answersWhatIsCertain(String question, String answer) {
        assertThat(ask(question)).hasValueSatisfying(text -> assertThat(text).contains(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is ada@example.org valid and is bob@example.org too?",
                "Is ada@example.org angry?",
                "Who is ada@example.org?",
                "What is the tax on 100?",
                "What is the tax on 100 in Atlantis?",
                "What is 19 % VAT on 1.234,50?",
                "What is 19 % VAT on 100, and why?",
                "Convert 10 USD to CHF",
                "Convert ten USD to EUR",
                "Are you open to new ideas?",
                "Are you open on Sunday?",
                "my invoice does not show the parcel",
                "the invoices are wrong",
                "hello"
            })
    void saysNothingWhereItIsNotCertain(String question) {
        assertThat(ask(question)).isEmpty();
    }

    @Test
    void answersTheLastWordsOfTheUserAlone() {
        Message.User certain = new Message.User("Is ada@example.org valid?");
        assertThat(rules.answer(request(ResponseFormat.TEXT, List.of(), certain, new Message.User("And Bob?"))))
                .isEmpty();
        assertThat(rules.answer(request(ResponseFormat.TEXT, List.of(), certain, new Message.Assistant("Yes"))))
                .isEmpty();
        assertThat(rules.answer(request(ResponseFormat.TEXT, List.of()))).isEmpty();
    }

    @Test
    void answersNothingThatWantsMoreThanWords() {
        Message.User certain = new Message.User("Is ada@example.org valid?");
        var json = new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, false);
        var theirs = new ToolSpec("theirs", "", "{}");
        var seen = new Message.User(List.of(
                new Message.Part.Text("Is ada@example.org valid?"),
                new Message.Part.Image("https://example.org/", null)));
        assertThat(rules.answer(request(json, List.of(), certain))).isEmpty();
        assertThat(rules.answer(request(ResponseFormat.TEXT, List.of(theirs), certain)))
                .isEmpty();
        assertThat(rules.answer(request(ResponseFormat.TEXT, List.of(), seen))).isEmpty();
    }

    @Test
    void isClosedAtTheMinuteItCloses() {
        var closing = new Time(InstantSource.fixed(Instant.parse("2026-11-23T17:00:00Z")), () -> 0);
        var wednesday = new Time(InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")), () -> 0);
        assertThat(new HoursRule(new KnownHours(), closing)
                        .answer("are you open?")
                        .orElseThrow())
                .contains("closed");
        assertThat(new HoursRule(new KnownHours(), wednesday)
                        .answer("are you open?")
                        .orElseThrow())
                .contains("closed");
    }

    @Test
    void tellsWhatItIsCertainOf() {
        assertThat(rules.certainOf())
                .isEqualTo("whether an e-mail address is well-formed; tax on an amount at a rate that is named or"
                        + " configured for a country; conversion between EUR, USD at configured rates; the business"
                        + " hours; where a question belongs: billing, delivery");
    }

    private record Known() implements RulesConfig {
        @Override
        public Map<String, BigDecimal> taxRates() {
            return Map.of("germany", new BigDecimal("19"));
        }

        @Override
        public Map<String, BigDecimal> currencyRates() {
            return Map.of("EUR", BigDecimal.ONE, "USD", new BigDecimal("0.92"));
        }

        @Override
        public Hours hours() {
            return new KnownHours();
        }

        @Override
        public Map<String, List<String>> routing() {
            return Map.of("billing", List.of("invoice", "refund"), "delivery", List.of("parcel"));
        }
    }

    private record KnownHours() implements RulesConfig.Hours {
        @Override
        public Optional<LocalTime> opens() {
            return Optional.of(LocalTime.of(9, 0));
        }

        @Override
        public Optional<LocalTime> closes() {
            return Optional.of(LocalTime.of(17, 0));
        }

        @Override
        public List<DayOfWeek> days() {
            return List.of(DayOfWeek.TUESDAY, DayOfWeek.MONDAY);
        }

        @Override
        public ZoneId zone() {
            return ZoneId.of("UTC");
        }
    }
}
