package dev.belay.toolcall.dialect;

import java.util.List;

/// One way in which models write calls. Stateless, so one instance serves all threads.
public interface Dialect {

    /// Stable, shown to people: `hermes`, `mistral`.
    String id();

    /// What a call in this dialect may begin with; a place is offered to [#read] only where one of these stands.
    List<String> openers();

    /// Reads what begins at a place where one of the openers stands.
    ///
    /// @return `null` if it is nothing of this dialect
    Found read(Source source, int at);
}
