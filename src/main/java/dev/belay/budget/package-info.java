/// Money, tokens, calls and time: set aside before they are used, counted afterwards, never beyond what is allowed.
///
/// On the path, the gateway opens the [dev.belay.budget.Purse] of a run, the doors to models and tools reserve from
/// it, and it is settled with what was really used. [dev.belay.budget.limit] says which budgets apply to a run,
/// [dev.belay.budget.store] keeps them in PostgreSQL.
package dev.belay.budget;
