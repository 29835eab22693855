package dev.belay.model.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VectorTest {

    @Test
    void theAngleCountsNotTheLength() {
        assertThat(Vector.of(1, 1).cosine(Vector.of(3, 3))).isEqualTo(1, within(1e-12));
        assertThat(Vector.of(1, 0).cosine(Vector.of(0, 2))).isZero();
        assertThat(Vector.of(1, 0).cosine(Vector.of(-2, 0))).isEqualTo(-1);
        assertThat(Vector.of(1e-30f, 1e-30f).cosine(Vector.of(1e30f, 1e30f))).isEqualTo(1, within(1e-6));
    }

    @Test
    void whatHasNoDirectionIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(0, 0)).withMessage("is zero");
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vector.of(1, Float.NaN))
                .withMessage("holds what is no number");
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(Float.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(1).cosine(Vector.of(1, 2)));
    }
}
