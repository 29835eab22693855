/// Approvals in PostgreSQL: asking, deciding, and what follows from a decision. On the path, behind the interfaces of
/// [dev.belay.approval].
package dev.belay.approval.store;
