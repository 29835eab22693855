package dev.belay.journal.fence;

/// What statements say alike about the run that they write for.
public final class OwnedRun {

    /// A common table expression, `owned`. It holds a row while the run carries the number under which it is worked
    /// on here; the lock keeps a takeover from slipping in between this look and the write that depends on it.
    /// Takes two values: the run's id and the number.
    public static final String OWNED = "owned as (select 1 from run where id = ? and owner = ? for share)";

    /// What an update of `run` sets to have it carried on by whichever process finds it first. Takes one value: why.
    /// The deadline is the statement's own to set.
    public static final String GOES_ON =
            "state = 'RUNNING', owner = null, resume_reason = ?, outcome = null, ended_at = null";

    private OwnedRun() {}
}
