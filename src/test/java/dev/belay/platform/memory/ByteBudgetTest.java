package dev.belay.platform.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void givesNoMoreThanThereIs() {
        assertThat(budget.take(60)).isNotNull();
        assertThat(budget.take(41)).isNull();
        assertThat(budget.take(Long.MAX_VALUE)).isNull();
        assertThat(budget.take(40)).isNotNull();
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void aShareGrowsAsFarAsThereIsRoom() {
        ByteBudget.Share share = budget.take(0);
        assertThat(share.growTo(90)).isTrue();
        assertThat(share.growTo(50)).as("has it already").isTrue();
        assertThat(budget.take(11)).isNull();
        assertThat(share.growTo(101)).isFalse();
        assertThat(budget.used()).isEqualTo(90);
        share.release();
        assertThat(budget.used()).isZero();
    }

    @Test
    void takesBackWhatIsNotNeededOnce() {
        ByteBudget.Share share = budget.take(100);
        share.shrinkTo(30);
        assertThat(budget.used()).isEqualTo(30);
        share.shrinkTo(50);
        assertThat(budget.used()).as("it never grows").isEqualTo(30);
        share.release();
        share.release();
        assertThat(budget.used()).isZero();
    }
}
