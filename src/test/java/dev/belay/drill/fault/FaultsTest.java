package dev.belay.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void the_catalogue_is_complete() {
        Stream<String> wire = IntStream.rangeClosed(1, 28).mapToObj("w%02d"::formatted);
        Stream<String> calls = IntStream.rangeClosed(1, 12).mapToObj("t%02d"::formatted);
        assertThat(FaultCatalogue.faults().keySet())
                .containsAll(Stream.concat(wire, calls).toList());
        assertThat(FaultCatalogue.faults().values())
                .allSatisfy(fault -> assertThat(fault.title()).isNotBlank());
        assertThat(FaultCatalogue.ofTheWire()).hasSize(28).startsWith("w01").endsWith("w28");
    }

    @Test
    void faults_are_played_in_the_order_of_their_phases() {
        Faults faults = Faults.named("w08+w10+t02+w01");
        assertThat(faults.id()).isEqualTo("w08+w10+t02+w01");
        assertThat(faults.all())
                .extracting(Fault::phase)
                .containsExactly(Fault.Phase.DOOR, Fault.Phase.WORDS, Fault.Phase.FRAMES, Fault.Phase.DELIVERY);
        assertThat(faults.needsCall()).isTrue();
        assertThat(faults.title()).startsWith("first attempt 429").endsWith("no terminator");
    }

    @Test
    void variants_are_drawn_and_then_spelt_out() {
        assertThat(Faults.named("w18-any", _ -> 0).id()).isEqualTo("w18");
        assertThat(Faults.named("w18-any", bound -> bound - 1).id()).isEqualTo("w18-empty");
        assertThat(Faults.named("any", bound -> bound - 1).id()).isEqualTo("w28");
    }

    @Test
    void what_the_catalogue_does_not_hold_is_named() {
        assertThatThrownBy(() -> Faults.named("w08+w77")).hasMessageContaining("w77");
        assertThatThrownBy(() -> Faults.named("w77-any")).hasMessageContaining("w77-any");
        assertThatThrownBy(() -> Faults.named("w08+")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Faults.named("")).isEqualTo(Faults.NONE);
    }
}
