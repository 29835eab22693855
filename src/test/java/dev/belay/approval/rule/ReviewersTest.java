package dev.belay.approval.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.approval.rule.Judgement.To;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Caller.Scope;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewersTest {
    private static final Caller ANN = reviewer("ann");
    private static final Caller BOB = reviewer("bob");

    private final Reviewers groups = new Reviewers(ConfigForTests.of(
            "escalation", "desk,heads,board",
            "groups.desk.keys", "ann",
            "groups.heads.keys", "bob",
            "groups.heads.senior", "true",
            "groups.heads.deadline", "2h",
            "deadline", "30m"));

    @Test
    void beginsWithTheFirstGroupOrTheFirstSeniorOne() {
        assertThat(groups.first(To.REVIEWERS).group()).isEqualTo("desk");
        assertThat(groups.first(To.SENIORS).group()).isEqualTo("heads");
        assertThat(groups.first(To.REVIEWERS).deadline()).isEqualTo(Duration.ofMinutes(30));
        assertThat(groups.first(To.SENIORS).deadline()).isEqualTo(Duration.ofHours(2));
        assertThat(groups.after(1)).map(Reviewers.Level::group).contains("board");
        assertThat(groups.after(2)).isEmpty();
        assertThat(groups.at(7).group()).isEqualTo("board");
    }

    @Test
    void takesTheLastGroupForSeniorWhereNoneIs() {
        Reviewers plain = new Reviewers(ConfigForTests.of("escalation", "a,b"));

        assertThat(plain.first(To.SENIORS).group()).isEqualTo("b");
    }

    @Test
    void letsLaterGroupsDecideAtOnceAndEarlierOnesNoLonger() {
        assertThat(groups.objection(ANN, "eve", 0)).isEmpty();
        assertThat(groups.objection(BOB, "eve", 0)).isEmpty();
        assertThat(groups.objection(BOB, "eve", 1)).isEmpty();
        // "board" is not described, so it holds everybody with the scope.
        assertThat(groups.objection(ANN, "eve", 2)).isEmpty();

        Reviewers two = new Reviewers(
                ConfigForTests.of("escalation", "desk,heads", "groups.desk.keys", "ann", "groups.heads.keys", "bob"));
        assertThat(two.objection(ANN, "eve", 1)).contains("this is for the group heads to decide");
        assertThat(two.objection(reviewer("joe"), "eve", 0)).contains("this is for the group desk to decide");
    }

    @Test
    void hasSpecialistsOutsideOfTheOrderAndSeniorsAfterThem() {
        Reviewers reviewers = new Reviewers(ConfigForTests.of(
                "escalation",
                "desk,heads",
                "groups.desk.keys",
                "ann",
                "groups.heads.keys",
                "bob",
                "groups.heads.senior",
                "true",
                "unfamiliar.group",
                "lawyers",
                "groups.lawyers.keys",
                "cat",
                "groups.lawyers.deadline",
                "3h"));
        Reviewers.Level lawyers = reviewers.first(To.SPECIALISTS);

        assertThat(lawyers.group()).isEqualTo("lawyers");
        assertThat(lawyers.deadline()).isEqualTo(Duration.ofHours(3));
        assertThat(reviewers.at(lawyers.place())).isEqualTo(lawyers);
        assertThat(reviewers.after(lawyers.place())).map(Reviewers.Level::group).contains("heads");
        assertThat(reviewers.objection(reviewer("cat"), "eve", lawyers.place())).isEmpty();
        assertThat(reviewers.objection(BOB, "eve", lawyers.place()))
                .as("is senior")
                .isEmpty();
        assertThat(reviewers.objection(ANN, "eve", lawyers.place()))
                .contains("this is for the group lawyers to decide");
        assertThat(reviewers.objection(reviewer("cat"), "eve", 0)).isPresent();
    }

    @Test
    void findsSpecialistsInTheOrderOrAsksWhoIsAskedFirst() {
        Reviewers within = new Reviewers(ConfigForTests.of("escalation", "desk,heads", "unfamiliar.group", "heads"));

        assertThat(within.first(To.SPECIALISTS)).isEqualTo(within.at(1));
        assertThat(within.after(1)).isEmpty();
        assertThat(groups.first(To.SPECIALISTS)).isEqualTo(groups.first(To.REVIEWERS));
    }

    @Test
    void needsTheScope() {
        Caller asker = new Caller("ann", Set.of(Scope.ASK, Scope.ADMIN), null);

        assertThat(groups.objection(asker, "eve", 0)).contains("deciding needs the scope approve");
    }

    @Test
    void letsNobodyDecideOnTheirOwnCallButTheDeveloperOnTheirOwnMachine() {
        Reviewers never = new Reviewers(ConfigForTests.of("self", "never"));

        assertThat(groups.objection(ANN, "ann", 0)).contains("nobody decides on what acts on their own behalf");
        assertThat(groups.objection(Caller.LOCAL, "local", 0)).isEmpty();
        assertThat(never.objection(Caller.LOCAL, "local", 0)).isPresent();
        assertThat(never.objection(ANN, "ann", 0)).isPresent();
    }

    private static Caller reviewer(String id) {
        return new Caller(id, Set.of(Scope.APPROVE), null);
    }
}
