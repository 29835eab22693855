package dev.belay.tier.support;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.tier.Chain;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Calls for strategies that only look at the request and the chain.
public final class Calls {
    private Calls() {}

    public static Request request(int tools, String text) {
        List<String> names = IntStream.range(0, tools).mapToObj(i -> "tool" + i).toList();
        return new Request(
                Request.Conversation.of(List.of(new Message.User(text))),
                new Request.Offer(names, Collections.emptyList(), ToolChoice.AUTO),
                Request.Way.DEFAULT,
                Request.Terms.DEFAULT);
    }

    public static TierCall call(Request request, Passage passage, String... tiers) {
        var identity = new TierCall.Identity("r1", "r1", Caller.LOCAL);
        var work = new TierCall.Work(identity, request, "default", null, Scopes.SILENT, passage);
        return new TierCall(work, Chain.of(List.of(tiers)));
    }
}
