package dev.belay.approval.store;

import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalConfig.AfterEdit;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.ArgumentCheck;
import dev.belay.approval.ArgumentCheck.Checked;
import dev.belay.approval.Risk;
import dev.belay.approval.rule.CallHash;
import dev.belay.approval.rule.Judgement.To;
import dev.belay.approval.rule.Reviewers;
import dev.belay.approval.rule.RuleBook;
import dev.belay.exchange.Caller;
import dev.belay.platform.Database;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// Lets people decide. The approval's row is held from the first look to the commit, so of two reviewers, or of a
/// reviewer and the deadline, exactly one decides.
final class Decisions {
    private static final int LONGEST_NOTES = 4_000;
    private static final int LONGEST_TEXT = 200_000;

    private final ApprovalConfig config;
    private final RuleBook rules;
    private final Reviewers reviewers;
    private final ArgumentCheck arguments;
    private final Database database;

    Decisions(ApprovalConfig config, ArgumentCheck arguments, Database database) {
        this.config = config;
        this.rules = new RuleBook(config);
        this.reviewers = new Reviewers(config);
        this.arguments = arguments;
        this.database = database;
    }

    Decision decide(Caller reviewer, UUID id, Verdict verdict) throws SQLException {
        return DecisionTable.in(database, table -> {
            Stored stored = table.lock(id).orElse(null);
            if (stored == null || !visible(reviewer, stored)) {
                return new Decision.Unknown(id.toString());
            }
            Decision no = objection(reviewer, stored, verdict, table);
            return no != null ? no : new Deciding(table, stored, reviewer).on(verdict);
        });
    }

    static boolean visible(Caller reviewer, Stored stored) {
        return reviewer.may(Caller.Scope.APPROVE)
                || reviewer.id().equals(stored.approval().callerId());
    }

    /// What keeps the verdict from counting, or `null`.
    private Decision objection(Caller reviewer, Stored stored, Verdict verdict, DecisionTable table)
            throws SQLException {
        Optional<String> barred =
                reviewers.objection(reviewer, stored.approval().callerId(), stored.level());
        if (barred.isPresent()) {
            return new Decision.Forbidden(barred.get());
        }
        if (stored.state() != State.PENDING) {
            return over(reviewer, stored, verdict);
        }
        if (stored.late()) {
            return new Decision.TooLate(stored.approval());
        }
        String shown = stored.approval().proposed().hash();
        if (verdict.hash() != null && !verdict.hash().equals(shown) && !(verdict instanceof Verdict.Edit)) {
            return new Decision.Changed(stored.approval());
        }
        return again(reviewer, stored, verdict, table);
    }

    /// Two clicks are one decision; another one names the first.
    private Decision over(Caller reviewer, Stored stored, Verdict verdict) {
        if (stored.state() == State.EXPIRED) {
            return new Decision.TooLate(stored.approval());
        }
        if (stored.state() == State.WITHDRAWN) {
            return new Decision.Withdrawn(stored.approval());
        }
        boolean own = reviewer.id().equals(stored.approval().standing().decidedBy());
        boolean same = stored.state() == said(verdict)
                || (verdict instanceof Verdict.Approve && stored.state() == State.EDITED);
        boolean sameText =
                switch (verdict) {
                    case Verdict.Edit edit ->
                        checked(stored, edit)
                                .equals(new Checked.Fit(
                                        stored.approval().proposed().arguments()));
                    case Verdict.Answer answer ->
                        stored.answer() != null && stored.answer().equals(Database.storable(answer.text()));
                    case Verdict.Approve _, Verdict.Reject _ -> true;
                };
        return own && same && sameText
                ? new Decision.Taken(stored.approval())
                : new Decision.Already(stored.approval());
    }

    private Decision again(Caller reviewer, Stored stored, Verdict verdict, DecisionTable table) throws SQLException {
        String shown = stored.approval().proposed().hash();
        Optional<String> before = table.voted(stored, shown, reviewer.id());
        if (before.isEmpty()) {
            return null;
        }
        boolean editor = reviewer.id().equals(stored.approval().proposed().editedBy());
        if (editor && config.afterEdit() == AfterEdit.ASK && verdict instanceof Verdict.Approve) {
            return new Decision.Forbidden("somebody else decides on the arguments you wrote");
        }
        boolean same = before.get().equals(said(verdict).name()) || (editor && verdict instanceof Verdict.Approve);
        int yes = table.yes(stored, shown, config.afterEdit() == AfterEdit.ACT);
        return same && !(verdict instanceof Verdict.Edit)
                ? new Decision.Counted(
                        stored.approval(), stored.approval().standing().quorum() - yes)
                : editor ? null : new Decision.Already(stored.approval());
    }

    private Checked checked(Stored stored, Verdict.Edit edit) {
        String tool = stored.approval().proposed().tool();
        if (edit.arguments() == null
                || edit.arguments().isBlank()
                || edit.arguments().length() > LONGEST_TEXT) {
            return new Checked.Unfit("what is written has from 1 to " + LONGEST_TEXT + " characters");
        }
        return tool == null
                ? new Checked.Fit(Database.storable(edit.arguments()))
                : arguments.check(tool, edit.arguments());
    }

    private static State said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Approve _ -> State.APPROVED;
            case Verdict.Reject _ -> State.REJECTED;
            case Verdict.Edit _ -> State.EDITED;
            case Verdict.Answer _ -> State.ANSWERED;
        };
    }

    /// One verdict that may count.
    private final class Deciding {
        private final DecisionTable table;
        private final Stored stored;
        private final Caller reviewer;

        Deciding(DecisionTable table, Stored stored, Caller reviewer) {
            this.table = table;
            this.stored = stored;
            this.reviewer = reviewer;
        }

        Decision on(Verdict verdict) throws SQLException {
            Kind kind = stored.approval().proposed().kind();
            String notes = Dossiers.shortened(Database.storable(verdict.notes()), LONGEST_NOTES);
            return switch (verdict) {
                case Verdict.Answer answer when kind == Kind.QUESTION -> answered(answer, notes);
                case Verdict.Answer _ -> new Decision.Unfit("only a question can be answered");
                case Verdict.Reject _ -> {
                    table.vote(stored, shown(), reviewer.id(), State.REJECTED, notes, null);
                    yield closed(State.REJECTED, notes, null);
                }
                case Verdict.Approve _ when kind == Kind.QUESTION -> new Decision.Unfit("a question wants an answer");
                case Verdict.Approve _ -> {
                    table.vote(stored, shown(), reviewer.id(), State.APPROVED, notes, null);
                    yield counted(shown(), notes);
                }
                case Verdict.Edit _ when kind == Kind.QUESTION -> new Decision.Unfit("a question wants an answer");
                case Verdict.Edit edit -> edited(edit, notes);
            };
        }

        private Decision answered(Verdict.Answer answer, String notes) throws SQLException {
            if (answer.text() == null
                    || answer.text().isBlank()
                    || answer.text().length() > LONGEST_TEXT) {
                return new Decision.Unfit("an answer has from 1 to " + LONGEST_TEXT + " characters");
            }
            String text = Database.storable(answer.text());
            table.vote(stored, shown(), reviewer.id(), State.ANSWERED, notes, text);
            return closed(State.ANSWERED, notes, text);
        }

        private Decision edited(Verdict.Edit edit, String notes) throws SQLException {
            return switch (checked(stored, edit)) {
                case Checked.Unfit unfit -> new Decision.Unfit(unfit.problem());
                case Checked.Fit fit -> proposed(fit.canonical(), notes);
            };
        }

        private Decision proposed(String canonical, String notes) throws SQLException {
            String tool = stored.approval().proposed().tool();
            String hash = CallHash.of(tool == null ? "" : tool, canonical);
            if (hash.equals(shown())) {
                return on(new Verdict.Approve(hash, notes));
            }
            Risk risk = risk(tool, canonical);
            boolean critical = risk == Risk.CRITICAL;
            int quorum = Math.max(
                    stored.approval().standing().quorum(), critical ? config.criticalQuorum() : config.quorum());
            table.propose(stored, new DecisionTable.Proposing(canonical, hash, risk, quorum), reviewer.id());
            Reviewers.Level seniors = reviewers.first(To.SENIORS);
            boolean moves = critical && seniors.place() > stored.level();
            if (moves) {
                table.move(stored, seniors);
            }
            int place = moves ? seniors.place() : stored.level();
            boolean counts = reviewers
                    .objection(reviewer, stored.approval().callerId(), place)
                    .isEmpty();
            if (counts) {
                table.vote(stored, hash, reviewer.id(), State.EDITED, notes, canonical);
            }
            return counted(hash, notes);
        }

        /// What a reviewer wrote is judged like what a model wrote.
        private Risk risk(String tool, String canonical) {
            if (tool == null) {
                return stored.approval().proposed().risk();
            }
            return rules.judge(new Call(stored.ledgerKey(), tool, canonical, 0, ""), Signals.NONE)
                    .risk();
        }

        private Decision counted(String hash, String notes) throws SQLException {
            Stored now = table.read(stored.id());
            int missing =
                    now.approval().standing().quorum() - table.yes(stored, hash, config.afterEdit() == AfterEdit.ACT);
            if (missing > 0) {
                return new Decision.Counted(now.approval(), missing);
            }
            return closed(hash.equals(stored.callHash()) ? State.APPROVED : State.EDITED, notes, null);
        }

        private Decision closed(State state, String notes, String answer) throws SQLException {
            table.close(stored, state, reviewer.id(), notes, answer, config.resumeDeadline());
            return new Decision.Taken(table.read(stored.id()).approval());
        }

        private String shown() {
            return stored.approval().proposed().hash();
        }
    }
}
