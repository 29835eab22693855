package dev.belay.tier.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.model.codec.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final String LONG = "filler ".repeat(2_000);

    private final List<Message> transcript =
            new ArrayList<>(List.of(new Message.System("Rules " + LONG), new Message.User("The task " + LONG)));

    @Test
    void leavesWhatFitsAsItIs() {
        step("look", "{}", LONG);
        assertThat(new Window(100_000, Set.of("look")).fit(transcript)).isSameAs(transcript);
    }

    @Test
    void shortensTheOldestReadingFirstAndNoMoreThanItMust() {
        step("look", "{\"n\":1}", LONG);
        step("look", "{\"n\":2}", LONG);
        step("look", "{\"n\":3}", "x");
        step("look", "{\"n\":4}", "x");

        List<Message> cut = fit(whole() - 1_000);

        assertThat(cut.get(3).text()).startsWith("filler filler").contains("[shortened here from 14000 characters;");
        assertThat(changed(cut)).containsExactly(3);
    }

    @Test
    void keepsWhatALaterCallTookFromAResultLongerAndThenItsPlace() {
        step("look", "{\"n\":1}", LONG + "the booking is QX-4711-B for Ann " + LONG);
        step("look", "{\"n\":2}", LONG);
        step("book", "{\"code\":{\"is\":\"QX-4711-B\"}}", "booked");
        step("look", "{\"n\":4}", "x");

        assertThat(changed(fit(whole() - 1_000))).containsExactly(5);
        List<Message> less = fit(whole() - 9_000);
        assertThat(changed(less)).containsExactly(3, 5);
        assertThat(less.get(3).text())
                .contains("the booking is QX-4711-B for Ann")
                .hasSizeLessThan(1_000);
    }

    @Test
    void neverTouchesEffectsSystemTextsUsersOrCalls() {
        step("book", "{\"what\":\"" + LONG + "\"}", "booked " + LONG);
        step("theirs", "{}", LONG);
        transcript.add(new Message.Assistant("An answer. " + LONG, List.of(), "helper"));
        transcript.add(new Message.User("Again " + LONG));
        step("look", "{}", LONG);
        step("look", "{}", LONG);

        List<Message> cut = fit(10);

        assertThat(changed(cut)).containsExactly(6, 9, 11);
        assertThat(cut.get(6).text()).startsWith("An answer.").endsWith("[shortened here from 14011 characters]");
        assertThat(cut.get(6).speaker()).isEqualTo("helper");
    }

    @Test
    void isTheSameEachTimeAndDoesNothingToWhatItHasCut() {
        for (int i = 0; i < 20; i++) {
            step("look", "{\"n\":" + i + "}", LONG + i);
        }
        List<Message> once = fit(20_000);

        assertThat(fit(20_000)).isEqualTo(once);
        assertThat(new Window(10, Set.of("look")).fit(fit(10))).isEqualTo(fit(10));
        assertThat(TokenEstimate.of(once)).isLessThanOrEqualTo(20_000);
    }

    @Test
    void cutsBetweenCharactersAndNotInThem() {
        step("look", "{}", "x" + "\uD83E\uDDD7".repeat(5_000));
        String text = fit(10).get(3).text();
        assertThat(text.codePoints().anyMatch(c -> c >= 0xD800 && c < 0xE000)).isFalse();
    }

    private void step(String tool, String arguments, String result) {
        String id = "call_" + transcript.size();
        transcript.add(new Message.Assistant("", List.of(new ToolCall(id, tool, arguments))));
        transcript.add(new Message.Tool(id, tool, result));
    }

    private long whole() {
        return TokenEstimate.of(transcript);
    }

    private List<Message> fit(long room) {
        return new Window(room, Set.of("look")).fit(transcript);
    }

    private List<Integer> changed(List<Message> cut) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < transcript.size(); i++) {
            if (!cut.get(i).equals(transcript.get(i))) {
                places.add(i);
            }
        }
        assertThat(cut).hasSameSizeAs(transcript);
        return places;
    }
}
