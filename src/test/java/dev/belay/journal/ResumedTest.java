package dev.belay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.journal.Entry.Resumed;
import dev.belay.journal.Entry.Resumed.Why;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The words by which journals of other releases say why a run went on.
class ResumedTest {

    @Test
    void theWordsStayWhatTheyAre() {
        assertThat(Arrays.stream(Why.values()).map(Why::word))
                .containsExactly("taken_over", "decided", "asked", "forked", "rewinding");
    }

    @ParameterizedTest
    @EnumSource
    void aFactIsReadAsItWasWritten(Why why) {
        String json = Facts.json(new Resumed(why));

        assertThat(json).contains("\"why\":\"" + why.word() + "\"");
        assertThat(Facts.read(json)).isEqualTo(new Resumed(why));
    }

    @Test
    void aWordOfAnotherReleaseStillTellsThatTheRunWentOn() {
        assertThat(Facts.read("{\"kind\":\"resumed\",\"why\":\"handed_over\"}")).isEqualTo(new Resumed(Why.TAKEN_OVER));
    }
}
