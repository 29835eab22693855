package dev.belay.strategy.voting;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Request;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.vote.Ballot;
import dev.belay.exchange.vote.Votes;
import dev.belay.model.embedding.Embeddings;
import dev.belay.strategy.branch.Falls;
import dev.belay.strategy.branch.Track;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.meaning.Comparing;
import dev.belay.strategy.voting.meaning.Comparison;
import dev.belay.strategy.voting.rule.Rules;
import dev.belay.strategy.voting.rule.VotingConfig.Otherwise;
import dev.belay.tier.Chain;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;
import dev.belay.tier.judge.AnswerCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// One run whose tiers vote. What was decided stands in its journal, so each step begins with what is read
/// there: whoever takes the run up goes on with the same. Used once, by one thread.
final class Voting {
    private final TierCall call;
    private final List<String> live;
    private final Track track;
    private final Rules rules;
    private final Judging judging;
    private final Comparing comparing;
    private final Falls falls;
    private final Asking asking;
    private final AnswerCheck check;
    private final Passage.Poll poll;

    /// Who is asked beside the voters.
    record Aides(Judging judging, Embeddings embeddings) {}

    /// @param live the tiers that ask models, at least one
    /// @param turns the most decisions that a tier may take
    Voting(TierCall call, List<String> live, Track track, Rules rules, Aides aides, ToIntFunction<String> turns) {
        this.call = call;
        this.live = live;
        this.track = track;
        this.rules = rules;
        this.judging = aides.judging();
        this.comparing = new Comparing(aides.embeddings());
        this.falls = new Falls(call, track);
        this.asking = new Asking(turns);
        this.check = new AnswerCheck(call.work().request().conversation());
        this.poll = call.work().passage().poll();
    }

    Answer run() {
        while (true) {
            Votes votes = poll.votes();
            Optional<Answer> answer =
                    switch (votes.state()) {
                        case NONE -> vote(votes.acts() < rules.acts());
                        case OPEN -> decided(votes);
                        case ACTING -> act(votes);
                        case WON -> Optional.of(track.from(from(votes.tier())).chosenBy(votes.last()));
                        case SAID -> Optional.of(said(votes));
                    };
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /// One vote, in as many rounds as it takes.
    ///
    /// @param mayAct whether it may be decided to act
    private Optional<Answer> vote(boolean mayAct) {
        List<Heard> before = List.of();
        for (int number = 1; !live().isEmpty(); number++) {
            Round round = new Round(call, track, rules, falls, asking, mayAct);
            List<Voter> voters = Voter.of(live(), rules.debate().panel());
            List<Heard> heard = round.hear(voters, words(before), "round " + number);
            if (heard.stream().anyMatch(Heard::cast)) {
                Count count = new Count(rules, heard, check, this::compared);
                Count.Came came = count.came();
                if (!(came instanceof Count.Came.None(String why)) || !another(number, round)) {
                    return came(count, came, heard, round.stop());
                }
                poll.voted(count.ballot(null, "round " + number + ": " + why, null), null, null);
                lost(heard, null);
                before = heard;
            } else if (round.stop() != null) {
                throw round.stop();
            }
        }
        return Optional.of(falls.goOn());
    }

    private Comparison compared(List<List<Meaning>> columns) {
        TierCall.Work work = call.work();
        TierCall.Limits limits = work.limits();
        var ask = new Embeddings.Ask(work.id().runId(), limits.beforeReserve(), limits.cancellation(), work.scope());
        return comparing.of(rules.counting(), columns, ask);
    }

    private boolean another(int number, Round round) {
        return number < rules.debate().rounds()
                && round.stop() == null
                && !call.work().limits().beforeReserve().passed();
    }

    private List<String> live() {
        return live.stream().filter(tier -> !falls.has(tier)).toList();
    }

    private Function<Voter, Request> words(List<Heard> before) {
        Request request = call.work().request();
        return voter -> voter.words(request, before.isEmpty() ? null : Question.argument(voter, before));
    }

    private Optional<Answer> came(Count count, Count.Came came, List<Heard> heard, ControlFlow stop) {
        return switch (came) {
            case Count.Came.Answer(Heard chosen, String how) -> won(count, chosen, how, null, heard);
            case Count.Came.Composed(Message.Assistant message, Heard first, String how) -> {
                poll.voted(count.ballot(first, how, null), null, message);
                lost(heard, null);
                yield Optional.empty();
            }
            case Count.Came.Effect(Heard chosen, String how) -> {
                poll.voted(count.ballot(chosen, how, null), null, null);
                chosen.branch().came(BranchStage.CLAIMED, how);
                lost(heard, chosen);
                yield Optional.empty();
            }
            case Count.Came.Tie(List<Heard> candidates) -> judged(count, candidates, heard);
            case Count.Came.None(String why) -> {
                if (stop != null) {
                    throw stop;
                }
                yield none(count, why, heard);
            }
        };
    }

    private Optional<Answer> none(Count count, String why, List<Heard> heard) {
        Otherwise otherwise = count.acts() ? Otherwise.ASK : rules.counting().otherwise();
        return switch (otherwise) {
            case ASK -> {
                poll.voted(count.ballot(null, why, null), Question.of(count, why), null);
                lost(heard, null);
                yield Optional.empty();
            }
            case BEST -> won(count, count.best(), why + "; the best of them was taken", null, heard);
            case JUDGE -> judged(count, count.options(), heard);
            case FAIL -> {
                poll.voted(count.ballot(null, why, null), null, null);
                lost(heard, null);
                throw new TierFailed(new Failure.Unavailable("those that voted do not agree: " + why));
            }
        };
    }

    private Optional<Answer> judged(Count count, List<Heard> candidates, List<Heard> heard) {
        if (candidates.size() == 1) {
            return won(count, candidates.getFirst(), "it is the only one", null, heard);
        }
        Judging.Ruling ruling = judging.of(call, candidates);
        return ruling.chosen() == null
                ? won(count, count.best(), ruling.how() + "; how alike they are decides", ruling.seed(), heard)
                : won(count, ruling.chosen(), ruling.how(), ruling.seed(), heard);
    }

    private Optional<Answer> won(Count count, Heard chosen, String how, Long seed, List<Heard> heard) {
        Ballot ballot = count.ballot(chosen, how, seed);
        poll.voted(ballot, null, null);
        chosen.branch().came(BranchStage.WON, how);
        lost(heard, chosen);
        return switch (chosen.said()) {
            case Heard.Answered(Answer answer) -> Optional.of(answer.chosenBy(ballot));
            case Heard.Called(ControlFlow.ClientToolCalls flow) ->
                throw new ControlFlow.ClientToolCalls(flow.answer().chosenBy(ballot));
            case Heard.Asks _, Heard.Silent _ -> throw new IllegalStateException("this is no answer");
        };
    }

    private static void lost(List<Heard> heard, Heard chosen) {
        heard.stream()
                .filter(one -> one.cast() && one != chosen)
                .forEach(one -> Round.lost(one.branch(), "the run does not go on in it"));
    }

    /// What a person says is done; it is no vote any more.
    private Optional<Answer> decided(Votes votes) {
        String reply = poll.ask(call.work().id().caller(), votes.question());
        Optional<Ballot.Vote> chosen = Question.chosen(reply, votes.last());
        if (chosen.isPresent()) {
            Ballot.Vote vote = chosen.get();
            BranchStage stage = vote.acts() == null ? BranchStage.WON : BranchStage.CLAIMED;
            poll.branch(vote.branch(), vote.tier()).came(stage, "a person chose it");
        } else {
            poll.voted(votes.last(), null, new Message.Assistant(reply));
        }
        return Optional.empty();
    }

    /// Has what was agreed on done, once, by the tier that asked for it or else the next that can; and nothing beyond.
    private Optional<Answer> act(Votes votes) {
        TierCall acting = from(votes.tier());
        try {
            Answer other = track.from(new TierCall(Acting.work(call.work()), acting.chain(), call.above()));
            return Optional.of(other.chosenBy(votes.last()));
        } catch (ControlFlow.Cancelled done) {
            call.work().limits().cancellation().check();
            if (poll.votes().state() == Votes.State.ACTING) {
                throw done;
            }
            falls.forgetThoseThatMayPass();
            return Optional.empty();
        }
    }

    /// The chain with a tier in front, which finds in the journal what it said.
    private TierCall from(String tier) {
        Stream<String> others = call.chain().tiers().stream().filter(other -> !other.equals(tier));
        List<String> tiers = Stream.concat(Stream.of(tier), others).toList();
        return new TierCall(call.work(), new Chain(tiers, call.chain().index()), call.above());
    }

    private static Answer said(Votes votes) {
        Ballot ballot = votes.last();
        String tier = ballot.votes().stream()
                .filter(vote -> vote.cast() && vote.group() == ballot.chosen())
                .map(Ballot.Vote::tier)
                .findFirst()
                .orElse("person");
        var provenance = new Answer.Provenance(tier, null, null, List.of(), ballot);
        return new Answer(votes.said(), FinishReason.STOP, Usage.NONE, provenance);
    }
}
