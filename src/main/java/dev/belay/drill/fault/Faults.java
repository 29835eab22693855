package dev.belay.drill.fault;

import dev.belay.drill.script.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/// Faults played together, as `w08+t02` names them: in the order of their phases, whatever the order of the
/// names.
///
/// @param id as it was named, with drawn variants spelt out
public record Faults(String id, List<Fault> all) {
    public static final Faults NONE = new Faults("", List.of());

    /// Instead of an id: any fault of the wire.
    public static final String ANY = "any";

    private static final String VARIANT = "-any";

    public Faults {
        all = List.copyOf(all);
    }

    /// @throws IllegalArgumentException if the catalogue does not hold one of them; the message says which
    public static Faults named(String name) {
        return named(name, _ -> 0);
    }

    /// @param name ids joined by `+`; `w18-any` draws one of the variants of `w18`, `any` one of the faults of
    /// the wire
    /// @param draw a number from 0, below its argument
    /// @throws IllegalArgumentException if the catalogue does not hold one of them; the message says which
    public static Faults named(String name, IntUnaryOperator draw) {
        if (name.isEmpty()) {
            return NONE;
        }
        List<String> ids = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (String part : name.split("\\+", -1)) {
            String id = drawn(part, draw);
            ids.add(id);
            faults.add(FaultCatalogue.find(id)
                    .orElseThrow(() -> new IllegalArgumentException("the catalogue holds no fault " + part)));
        }
        faults.sort(Comparator.comparing(Fault::phase));
        return new Faults(String.join("+", ids), faults);
    }

    private static String drawn(String part, IntUnaryOperator draw) {
        List<String> choices = part.equals(ANY)
                ? FaultCatalogue.ofTheWire()
                : part.endsWith(VARIANT)
                        ? FaultCatalogue.variants(part.substring(0, part.length() - VARIANT.length()))
                        : List.of(part);
        return choices.isEmpty() ? part : choices.get(draw.applyAsInt(choices.size()));
    }

    /// In the words of the catalogue.
    public String title() {
        return all.stream().map(Fault::title).collect(Collectors.joining("; "));
    }

    public boolean needsCall() {
        return all.stream().anyMatch(Fault::needsCall);
    }

    /// Answers the request as these faults, or none, will have it. Returns when the exchange is over.
    ///
    /// @throws IOException if the client left before that
    public void play(Stage.Setting setting, Reply good) throws IOException {
        new Stage(setting, all, good).answer();
    }
}
