package dev.belay.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.exchange.Failure;
import org.junit.jupiter.api.Test;

class FallTest {
    private static final Failure OVERLOADED = new Failure.Overloaded("503", null);
    private static final Failure SILENT = new Failure.Silent("nothing came", Failure.Silent.Phase.FIRST_TOKEN);
    private static final Failure OPEN = new Failure.BreakerOpen("it rests");
    private static final Failure ABSENT = new Failure.Unavailable("not in this build");
    private static final Failure NO_MATCH = new Failure.NoMatch("the rules answer this and that");

    @Test
    void theLatestTierThatWasTriedTellsMost() {
        assertThat(TierCall.Fall.NONE.fell(OVERLOADED).fell(SILENT).failure()).isEqualTo(SILENT);
    }

    @Test
    void aTierThatWasNotTriedHidesNoFailure() {
        assertThat(TierCall.Fall.NONE.fell(SILENT).passedOver(ABSENT).failure()).isEqualTo(SILENT);
        assertThat(TierCall.Fall.NONE.fell(SILENT).fell(OPEN).failure()).isEqualTo(SILENT);
        assertThat(TierCall.Fall.NONE.passedOver(ABSENT).fell(SILENT).failure()).isEqualTo(SILENT);
    }

    @Test
    void ifNoneWasTriedTheLatestObstacleIsTold() {
        assertThat(TierCall.Fall.NONE.passedOver(ABSENT).fell(OPEN).failure()).isEqualTo(OPEN);
    }

    @Test
    void aMissingMatchIsAHintBesideAFailure() {
        assertThat(TierCall.Fall.NONE.fell(SILENT).fell(NO_MATCH))
                .isEqualTo(new TierCall.Fall(SILENT, true, NO_MATCH.detail()));
        assertThat(TierCall.Fall.NONE.fell(NO_MATCH).passedOver(ABSENT))
                .isEqualTo(new TierCall.Fall(ABSENT, false, NO_MATCH.detail()));
        assertThat(TierCall.Fall.NONE.fell(NO_MATCH).fell(SILENT))
                .isEqualTo(new TierCall.Fall(SILENT, true, NO_MATCH.detail()));
    }

    @Test
    void aMissingMatchIsTheFailureWhereNothingElseFailed() {
        assertThat(TierCall.Fall.NONE.fell(NO_MATCH).failure()).isEqualTo(NO_MATCH);
        assertThat(new TierFailed(TierCall.Fall.NONE.fell(NO_MATCH)).hint()).isNull();
    }
}
