package dev.belay.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// What came of asking for a reservation.
public sealed interface Grant {

    /// It is set aside.
    ///
    /// @param id by which it is settled, once
    /// @param tokens how many may be written
    /// @param held by measure; the least where several budgets bound the same
    record Held(String id, long tokens, Map<Measure, BigDecimal> held) implements Grant {
        public Held {
            held = Map.copyOf(held);
        }
    }

    /// It is not to be had. Nothing is set aside.
    ///
    /// @param tight the budgets that do not allow it
    /// @param mayFree whether it would be to be had if what others have set aside came back unused
    record Refused(List<Standing> tight, boolean mayFree) implements Grant {
        public Refused {
            tight = List.copyOf(tight);
        }

        public String told() {
            return "not enough is left: "
                    + String.join("; ", tight.stream().map(Standing::told).toList());
        }
    }
}
