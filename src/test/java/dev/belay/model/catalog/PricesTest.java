package dev.belay.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PricesTest {

    @Test
    void pricesTokensByTheMillion() {
        Prices prices = new Prices(new BigDecimal("0.15"), new BigDecimal("0.60"));

        assertThat(prices.usage(1_000_000, 2_000_000, false).costUsd()).isEqualByComparingTo("1.35");
        assertThat(prices.usage(1, 0, false).costUsd()).isEqualByComparingTo("0.00000015");
    }

    @Test
    void anUnknownPriceIsNotZero() {
        assertThat(new Prices(null, BigDecimal.ONE).usage(5, 5, false).costUsd())
                .isNull();
        assertThat(new Prices(BigDecimal.ZERO, BigDecimal.ZERO)
                        .usage(5, 5, false)
                        .costUsd())
                .isEqualByComparingTo(BigDecimal.ZERO);
    }
}
