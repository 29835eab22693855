/// Who may write: the lease of this process and its fencing number. On the path, journal and ledger write nothing for a
/// run unless it still carries the number under which this process works on it.
package dev.belay.journal.fence;
