package dev.belay.tool.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            7                               , -                               , PT7S
            0                               , -                               , PT0S
            'Wed, 21 Oct 2026 07:28:30 GMT' , 'Wed, 21 Oct 2026 07:28:00 GMT' , PT30S
            'Wed, 21 Oct 2026 07:28:30 GMT' , -                               , -
            'Wed, 21 Oct 2026 07:28:30 GMT' , 'Wed, 21 Oct 2026 07:29:00 GMT' , -
            99999999999999                  , -                               , -
            -1                              , -                               , -
            soon                            , soon                            , -
            -                               , -                               , -
            """)
    void readsHowLongItAsksToBeLeftAlone(String retryAfter, String date, Duration again) {
        assertThat(new Reply(503, "", null, null, new byte[0], false, retryAfter, date).again())
                .isEqualTo(again);
    }
}
