package dev.belay.approval.store;

import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approval.Reason;
import dev.belay.approval.Approval.State;
import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.Approvals;
import dev.belay.approval.Risk;
import dev.belay.approval.rule.Judgement;
import dev.belay.approval.rule.Judgement.To;
import dev.belay.approval.rule.Likeness;
import dev.belay.approval.rule.Reviewers;
import dev.belay.approval.rule.RuleBook;
import dev.belay.approval.store.AskTable.Look;
import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks people by writing down that they are asked. A call that nobody is asked about costs no statement.
final class StoredApprovals implements Approvals {
    private static final String PURE = "PURE";
    private static final String NO_JOURNAL = "this run keeps no journal, so it cannot wait for a person";

    private final ApprovalConfig config;
    private final RuleBook rules;
    private final Reviewers reviewers;
    private final AskTable table;
    private final Recorder recorder;
    private final Ids ids;

    StoredApprovals(ApprovalConfig config, Database database, Time time, Ids ids) {
        this.config = config;
        this.rules = new RuleBook(config);
        this.reviewers = new Reviewers(config);
        this.table = new AskTable(database);
        this.recorder = new Recorder(table, time, ids);
        this.ids = ids;
    }

    @Override
    public Ruling rule(Proposal proposal, RunJournal journal) {
        boolean asked = asked(proposal.call().tool(), journal);
        if (rules.idle(proposal.signals()) && !asked) {
            return new Ruling.Free();
        }
        Judgement judged = judged(proposal);
        return judged.asks() || asked ? ruling(proposal, judged, journal) : new Ruling.Free();
    }

    @Override
    public boolean free(Proposal proposal, RunJournal journal) {
        return (rules.idle(proposal.signals()) || !judged(proposal).asks())
                && !asked(proposal.call().tool(), journal);
    }

    private Judgement judged(Proposal proposal) {
        return rules.judge(proposal.call(), proposal.signals().compared(() -> alike(proposal.call())));
    }

    private double alike(Call call) {
        try {
            return Likeness.most(
                    call.arguments(),
                    table.cases(call.tool(), config.unfamiliar().cases()));
        } catch (SQLException e) {
            throw away(e);
        }
    }

    @Override
    public Ruling insist(Proposal proposal, Reason why, RunJournal journal) {
        Judgement judged = rules.judge(proposal.call(), proposal.signals());
        List<Reason> reasons = new ArrayList<>(judged.reasons());
        reasons.addFirst(why);
        return ruling(proposal, new Judgement(judged.risk(), reasons, judged.to()), journal);
    }

    @Override
    public Reply ask(Question question, RunJournal journal) {
        String code = question.kind() == Kind.QUESTION ? "question" : "answer";
        Judgement judged = new Judgement(Risk.LOW, List.of(new Reason(code, "the run asks a person")), To.REVIEWERS);
        return reply(question, judged, Signals.NONE, journal).orElseThrow();
    }

    @Override
    public Optional<Reply> review(Question answer, Signals signals, boolean always, RunJournal journal) {
        return reply(answer, rules.answer(answer.text(), signals, always), signals, journal);
    }

    /// What was asked before is answered by what came of it, whatever the rules say by now.
    private Optional<Reply> reply(Question question, Judgement judged, Signals signals, RunJournal journal) {
        if (!journal.durable()) {
            return judged.asks() ? Optional.of(new Reply.Refused(null, NO_JOURNAL)) : Optional.empty();
        }
        Asking asking = new Asking(
                question.owner(), question.kind(), question.key(), null, question.text(), null, question.decision());
        try {
            Stored stored = table.look(asking).stored();
            if (stored != null && stored.state() != State.WITHDRAWN) {
                return Optional.of(reply(stored, told(asking, judged), journal));
            }
            return judged.asks()
                    ? Optional.of(new Reply.Waiting(put(asking, judged, signals, journal), told(asking, judged)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private Ruling ruling(Proposal proposal, Judgement judged, RunJournal journal) {
        if (!journal.durable()) {
            return new Ruling.Refused(null, NO_JOURNAL);
        }
        Call call = proposal.call();
        Asking asking = new Asking(
                proposal.owner(),
                Kind.TOOL_CALL,
                call.ledgerKey(),
                call.tool(),
                call.arguments(),
                call.effectClass().equals(PURE) ? null : new Asking.Effect(call.ordinal(), call.effectClass()),
                proposal.decision());
        try {
            Look look = table.look(asking);
            boolean anew = judged.asks() && !fits(look, asking);
            if (anew && look.stored() != null) {
                table.retire(look.stored().id(), journal.runId(), config.resumeDeadline());
            }
            if (!anew) {
                return look.stored() == null ? new Ruling.Free() : ruling(look.stored(), judged, journal);
            }
            return waiting(put(asking, judged, proposal.signals(), journal), call.tool(), judged);
        } catch (SQLException e) {
            throw away(e);
        }
    }

    /// Whether what is known of the call says what may happen, so that nobody is asked (again). What has begun is
    /// answered by the ledger. A no stands; a yes, or the lapse of a deadline, stands under the rules by which it
    /// was asked. A yes is spent when its effect began and certainly did not happen, or, without effect, when
    /// another decision asks.
    private boolean fits(Look look, Asking asking) {
        Stored stored = look.stored();
        if (look.begun()) {
            return true;
        }
        if (stored == null) {
            return false;
        }
        boolean sameRules = stored.approval().origin().policyVersion().equals(rules.version());
        return switch (stored.state()) {
            case REJECTED -> true;
            case PENDING, EXPIRED -> sameRules;
            case APPROVED -> sameRules && !(stored.used() && spent(look, asking));
            case EDITED -> sameRules || stored.used();
            case ANSWERED, WITHDRAWN -> false;
        };
    }

    private static boolean spent(Look look, Asking asking) {
        return asking.effect() == null
                ? look.stored().approval().origin().decision() != asking.decision()
                : "FAILED".equals(look.effect());
    }

    private Ruling ruling(Stored stored, Judgement judged, RunJournal journal) {
        String id = stored.id();
        return switch (stored.state()) {
            case PENDING -> {
                recorder.note(
                        journal,
                        new Entry.PersonAsked(id, stored.approval().proposed().tool(), question(judged)));
                yield waiting(id, stored.approval().proposed().tool(), judged);
            }
            case APPROVED -> {
                recorder.use(stored, "approved", journal);
                yield new Ruling.Granted(id);
            }
            case EDITED -> {
                recorder.use(stored, "edited", journal);
                yield new Ruling.Edited(id, stored.approval().proposed().arguments());
            }
            case REJECTED, EXPIRED, ANSWERED -> new Ruling.Refused(id, refusal(stored, journal));
            case WITHDRAWN -> new Ruling.Free();
        };
    }

    private Reply reply(Stored stored, String question, RunJournal journal) {
        String id = stored.id();
        return switch (stored.state()) {
            case PENDING -> {
                recorder.note(journal, new Entry.PersonAsked(id, null, question));
                yield new Reply.Waiting(id, question);
            }
            case ANSWERED -> {
                recorder.use(stored, "answered", journal);
                yield new Reply.Answered(id, stored.answer());
            }
            case APPROVED, EDITED -> {
                recorder.use(stored, stored.state().name().toLowerCase(java.util.Locale.ROOT), journal);
                yield new Reply.Answered(id, stored.approval().proposed().arguments());
            }
            case REJECTED, EXPIRED -> new Reply.Refused(id, refusal(stored, journal));
            case WITHDRAWN -> throw new IllegalStateException("what was withdrawn is asked anew");
        };
    }

    private String refusal(Stored stored, RunJournal journal) {
        String notes = stored.approval().standing().notes();
        String because = notes == null || notes.isBlank() ? "" : ": " + notes;
        if (stored.approval().standing().decidedBy() == null) {
            recorder.use(stored, "expired", journal);
            return "nobody decided in time, which means no";
        }
        recorder.use(stored, "rejected", journal);
        return "a person said no" + because;
    }

    /// @return id of the approval that waits now
    private String put(Asking asking, Judgement judged, Signals signals, RunJournal journal) throws SQLException {
        Reviewers.Level level = reviewers.first(judged.to());
        Asking.Terms terms = new Asking.Terms(
                ids.run(),
                rules.version(),
                judged,
                level,
                quorum(judged.risk()),
                Dossiers.write(asking, judged, signals, journal.entries()));
        String question = told(asking, judged);
        Entry.PersonAsked fact = new Entry.PersonAsked(terms.id(), asking.tool(), question);
        if (recorder.ask(asking, terms, fact, journal)) {
            return terms.id();
        }
        Stored other = table.look(asking).stored();
        if (other == null) {
            throw ControlFlow.Disowned.refused(journal.runId());
        }
        recorder.note(journal, new Entry.PersonAsked(other.id(), asking.tool(), question));
        return other.id();
    }

    private int quorum(Risk risk) {
        return risk == Risk.CRITICAL ? Math.max(config.quorum(), config.criticalQuorum()) : config.quorum();
    }

    /// Whether somebody was asked about this tool in this run; then the answer counts, whatever the rules say by now.
    private static boolean asked(String tool, RunJournal journal) {
        return journal.entries().stream()
                .anyMatch(entry -> entry.fact() instanceof Entry.PersonAsked asked && tool.equals(asked.tool()));
    }

    private static Ruling waiting(String id, String tool, Judgement judged) {
        return new Ruling.Waiting(id, tool + " needs a person: " + question(judged));
    }

    /// What the run and its journal say it waits for. The text of an answer is left out: the caller reads both.
    private static String told(Asking asking, Judgement judged) {
        return switch (asking.kind()) {
            case QUESTION -> asking.text();
            case ANSWER -> "the answer waits for a person: " + question(judged);
            case TOOL_CALL -> question(judged);
        };
    }

    private static String question(Judgement judged) {
        return judged.asks()
                ? judged.reasons().stream().map(Reason::text).collect(Collectors.joining("; "))
                : "it was asked before";
    }

    private static JournalUnavailable away(SQLException e) {
        return new JournalUnavailable("approvals could not be read or written", e);
    }
}
