package dev.belay.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.admission.Admitted;
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

    /// A session may be older than names, and a client may begin to give them.
    @Test
    void aNameThatOnlyOneOfThemHasMakesNoOther() {
        Message named = ASK.saidBy("anna");
        assertThat(History.join(EARLIER, List.of(RULES, named, SAID, NEXT)))
                .containsExactly(RULES, ASK, CALL, DONE, SAID, NEXT);
        assertThat(History.join(List.of(named, SAID), List.of(ASK, SAID, NEXT))).containsExactly(named, SAID, NEXT);
    }

    @Test
    void theSameWordsOfSomebodyElseAreNoRepetition() {
        Message anna = ASK.saidBy("anna");
        Message ben = ASK.saidBy("ben");
        assertThat(History.join(List.of(anna, SAID), List.of(ben, SAID, NEXT)))
                .containsExactly(anna, SAID, ben, SAID, NEXT);
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
    void imagesAndArgumentsCountAgainstTheLimitOfASession() {
        Message.User picture =
                new Message.User(List.of(new Message.Part.Image("data:image/png;base64," + "A".repeat(200), null)));
        Message.Assistant call = new Message.Assistant("", List.of(new ToolCall("c1", "book", "x".repeat(200))));

        assertThat(admitted(List.of(ASK, SAID))).isNotNull();
        for (List<Message> earlier : List.of(List.<Message>of(picture), List.<Message>of(ASK, call, DONE))) {
            assertThatThrownBy(() -> admitted(earlier))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.field())
                            .isEqualTo("session"));
        }
    }

    @Test
    void aRequestThatFailedIsTakenUpWhereItWas() {
        assertThat(History.join(List.of(ASK, CALL, DONE), List.of(ASK))).containsExactly(ASK, CALL, DONE);
    }

    private static Admitted admitted(List<Message> earlier) {
        Request.Terms terms = new Request.Terms(null, null, null, "s", null);
        Request request =
                new Request(Request.Conversation.of(List.of(NEXT)), Request.Offer.NOTHING, Request.Way.DEFAULT, terms);
        return new History((_, _) -> earlier, 100)
                .before(new Admitted(request, null, "sequential", List.of("native"), false, true), Caller.LOCAL);
    }
}
