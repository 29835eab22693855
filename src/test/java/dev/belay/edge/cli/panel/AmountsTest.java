package dev.belay.edge.cli.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void moneyIsAsExactAsItIsSmall() {
        assertThat(Amounts.money(new BigDecimal("0.00213"))).isEqualTo("$0.0021");
        assertThat(Amounts.money(new BigDecimal("12.345"))).isEqualTo("$12.35");
        assertThat(Amounts.money(new BigDecimal("0.00001"))).isEqualTo("<$0.0001");
    }

    @Test
    void nothingIsWrittenOutThatIsLong() {
        assertThat(Amounts.money(new BigDecimal("1e999999999"))).isEqualTo("$1E+999999999");
    }

    @Test
    void whatIsNothingOrNotKnownIsNotShown() {
        assertThat(Amounts.money(BigDecimal.ZERO)).isEmpty();
        assertThat(Amounts.money(null)).isEmpty();
    }
}
