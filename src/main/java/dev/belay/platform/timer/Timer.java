package dev.belay.platform.timer;

import java.time.Instant;
import java.util.Optional;

/// A kind of timer, kept in the database: it goes off in one process, and in another one if that dies. It may go off
/// late, or twice, so what it does asks the database whether it is time.
///
/// Found as CDI beans. An instance is set by a row of `scheduled_tasks`, in the statement that makes it needed.
public interface Timer {

    /// Stands in the column `task_name`; never renamed.
    String name();

    /// The time of one instance has come. Called on a virtual thread; what it throws is logged, and it is tried again.
    ///
    /// @param instance the column `task_instance`
    /// @return when it goes off next, or empty if it is done
    Optional<Instant> due(String instance);
}
