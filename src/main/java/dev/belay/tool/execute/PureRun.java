package dev.belay.tool.execute;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.CacheAnswer;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.platform.Time;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls.Try;
import dev.belay.tool.execute.call.Escalated;
import dev.belay.tool.execute.call.Span;
import dev.belay.tool.execute.call.Wording;
import dev.belay.tool.guard.ResultCache;
import dev.belay.tool.guard.ResultCache.Found;
import dev.belay.tool.paid.Fare;
import dev.belay.tool.paid.Fares;
import dev.belay.tool.paid.Unaffordable;
import java.time.Duration;

/// Answers a call that only reads: from the cache while that is fresh, by the tool, and while the tool fails from an
/// older result or by the tool that stands in for it. The result says which. Nothing outlives the attempt: when it is
/// cancelled, the result is dropped.
final class PureRun {
    private final PureTries tries;
    private final StandIns standIns;
    private final ResultCache cache;
    private final Fares fares;
    private final Time time;

    PureRun(PureTries tries, StandIns standIns, ResultCache cache, Fares fares, Time time) {
        this.tries = tries;
        this.standIns = standIns;
        this.cache = cache;
        this.fares = fares;
        this.time = time;
    }

    ToolResult execute(Asked asked, Span span) {
        Cancellation attempt = asked.bench().cancellation();
        long began = time.nanos();
        try {
            attempt.check();
            ToolResult result = paid(asked, span);
            attempt.check();
            asked.bench()
                    .journal()
                    .append(asked.done(result, null, time.since(began).toMillis()));
            span.close(result);
            return result;
        } catch (Escalated | Unaffordable e) {
            throw e;
        } catch (RuntimeException | Error e) {
            span.close(Status.ERROR, Source.EXECUTED);
            throw e;
        }
    }

    private ToolResult paid(Asked asked, Span span) {
        try (Fare fare = fares.of(asked.tool().name(), asked.bench())) {
            return answer(asked, span, fare);
        }
    }

    private ToolResult answer(Asked asked, Span span, Fare fare) {
        Found kept = asked.tool().cacheable() ? cache.find(key(asked)) : null;
        if (kept != null && kept.fresh()) {
            tell(asked, span, CacheAnswer.HIT);
            return asked.result("[cached result, " + age(kept) + " old]\n" + kept.content(), Status.OK, Source.CACHED);
        }
        Try end = tries.run(asked, span.scope(), fare);
        return switch (end) {
            case Try.Returned returned -> {
                keep(asked, span, returned.output());
                yield asked.result(returned.output(), Status.OK, Source.EXECUTED);
            }
            case Try.SaidNo no
            when !no.mayPass() -> {
                missed(asked, span);
                yield asked.result(no.why(), Status.ERROR, Source.EXECUTED);
            }
            case Try.Asks asks -> {
                fare.giveBack();
                throw new Escalated(asks.question());
            }
            case Try.SaidNo no -> instead(asked, span, kept, no.why(), fare);
            case Try.Threw threw -> instead(asked, span, kept, "the tool failed: " + Wording.of(threw.cause()), fare);
            case Try.StillRunning _ -> instead(asked, span, kept, "the tool took too long and was given up", fare);
        };
    }

    /// An older result, or what the tool that stands in says, or that there is neither.
    private ToolResult instead(Asked asked, Span span, Found kept, String why, Fare fare) {
        if (kept != null) {
            tell(asked, span, CacheAnswer.STALE);
            String label = "[cached result, " + age(kept) + " old, because "
                    + asked.tool().name() + " fails: ";
            return asked.result(label + why + "]\n" + kept.content(), Status.OK, Source.CACHED);
        }
        missed(asked, span);
        StandIns.Said said = standIns.says(asked, span.scope(), fare);
        if (said == null) {
            return asked.result(why, Status.ERROR, Source.EXECUTED);
        }
        String label = "[result of " + said.tool() + ", because " + asked.tool().name() + " fails: ";
        return asked.result(label + why + "]\n" + said.output(), Status.OK, Source.EXECUTED);
    }

    private void keep(Asked asked, Span span, String output) {
        if (asked.tool().cacheable() && !asked.bench().owner().leave().aside()) {
            cache.keep(key(asked), output);
        }
        missed(asked, span);
    }

    private static void missed(Asked asked, Span span) {
        if (asked.tool().cacheable()) {
            tell(asked, span, CacheAnswer.MISS);
        }
    }

    private static void tell(Asked asked, Span span, CacheAnswer answer) {
        ToolDoor.Owner owner = asked.bench().owner();
        span.scope()
                .announce(new BelayEvent.CacheAsked(
                        owner.runId(), owner.tier(), asked.tool().name(), answer));
    }

    private static ResultCache.Key key(Asked asked) {
        String caller = asked.bench().owner().caller().id();
        return new ResultCache.Key(caller, asked.tool().name(), asked.canonical());
    }

    /// Not to the second: a model that asks the same again and again is recognised by getting the same.
    private static String age(Found kept) {
        Duration age = kept.age();
        if (age.toMinutes() == 0) {
            return "under 1 min";
        }
        return age.toHours() == 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
