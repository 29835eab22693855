package dev.belay.journal.fence;

/// What statements say alike about the decisions that a run waits for. Where it stands, the run is called `run`.
public final class AskedRun {
    /// Ids of decisions that were made for the run, and that it has neither taken up nor been woken for. What it asked
    /// before it went back to an earlier entry is none of them.
    public static final String UNHEARD = """
            select a.id from approval a
            where a.root_run = run.root_id and a.state not in ('PENDING', 'WITHDRAWN') and a.id <> all (run.woken_for)
            and not exists (
                select 1 from journal
                where run_id = run.id and kind = 'person_decided' and fact ->> 'approval' = a.id::text)
            and\s""" + asked("a.id::text");

    private AskedRun() {}

    /// Whether the run asked for a decision, and has not gone back to before it did.
    ///
    /// @param approval what gives the id of the approval, as text
    public static String asked(String approval) {
        return """
            exists (
                select 1 from journal
                where run_id = run.id and kind = 'person_asked' and fact ->> 'approval' = %s
                and (rewind_to is null or seq <= rewind_to or seq > rewind_from))""".formatted(approval);
    }
}
