package dev.belay.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Message.System RULES = new Message.System("be brief");
    private static final Message.User ASK = new Message.User("book it");
    private static final Message.Assistant CALL = new Message.Assistant("", List.of(new ToolCall("c1", "book", "{}")));
    private static final Message.Tool DONE = new Message.Tool("c1", "book", "booked");
    private static final Message.Assistant SAID = new Message.Assistant("It is booked.");
    private static final Message.User NEXT = new Message.User("cancel it");
    private static final List<Message> EARLIER = List.of(RULES, ASK, CALL, DONE, SAID);

    @Test
    void newWordsFollowWhatWasSaid() {
        assertThat(History.join(EARLIER, List.of(NEXT))).containsExactly(RULES, ASK, CALL, DONE, SAID, NEXT);
    }

    @Test
    void whatAClientRepeatsIsNotSaidTwice() {
        assertThat(History.join(EARLIER, List.of(RULES, ASK, SAID, NEXT)))
                .containsExactly(RULES, ASK, CALL, DONE, SAID, NEXT);
    }

    @Test
    void callsOfTheClientAreRecognisedToo() {
        assertThat(History.join(List.of(ASK, CALL), List.of(ASK, CALL, DONE))).containsExactly(ASK, CALL, DONE);
    }

    @Test
    void anotherBeginningIsNoRepetition() {
        Message.User other = new Message.User("something else");
        assertThat(History.join(EARLIER, List.of(other, NEXT)))
                .containsExactly(RULES, ASK, CALL, DONE, SAID, other, NEXT);
    }

    @Test
    void newInstructionsTakeThePlaceOfOldOnes() {
        Message.System politely = new Message.System("be polite");
        assertThat(History.join(EARLIER, List.of(politely, NEXT)))
                .containsExactly(politely, ASK, CALL, DONE, SAID, NEXT);
    }

    @Test
    void aRequestThatFailedIsTakenUpWhereItWas() {
        assertThat(History.join(List.of(ASK, CALL, DONE), List.of(ASK))).containsExactly(ASK, CALL, DONE);
    }
}
