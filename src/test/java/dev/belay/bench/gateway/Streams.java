package dev.belay.bench.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Many streams at the same time from a provider with a steady pace: how long no event comes.
final class Streams {
    static final int RATE = Integer.getInteger("belay.bench.gateway.token-rate", 20);
    static final int TOKENS = Integer.getInteger("belay.bench.gateway.tokens", 200);
    private static final int CALLERS = Integer.getInteger("belay.bench.gateway.streams", 64);
    /// How much longer than at the provider's pace nothing may come.
    private static final long STALL_MILLIS = Long.getLong("belay.bench.gateway.stall-millis", 500);

    private Streams() {}

    /// @param first milliseconds until the first event
    /// @param gaps between events
    record Heard(Way way, Taken first, Taken gaps) {
        double longest() {
            return gaps.millis(1);
        }

        int misses() {
            return first.misses();
        }
    }

    static List<Heard> measure(List<Way> ways) throws Exception {
        List<Heard> all = new ArrayList<>();
        for (Way way : ways) {
            if (way.kind() == Way.Kind.BELAY_WHOLE) {
                continue;
            }
            Heard heard = new Heard(way, new Taken(), new Taken());
            Callers.all(CALLERS, () -> one(heard));
            all.add(heard);
        }
        return all;
    }

    private static void one(Heard heard) throws IOException {
        try (Caller caller = heard.way.caller(Question.stream(RATE, TOKENS))) {
            long[] last = {System.nanoTime(), 0};
            caller.ask(arrived -> {
                (last[1]++ == 0 ? heard.first : heard.gaps).took(arrived - last[0]);
                last[0] = arrived;
            });
        } catch (IOException e) {
            heard.first.missed(e);
        }
    }

    static List<String> report(List<Heard> all) {
        double pace = 1000.0 / RATE;
        List<String> lines = new ArrayList<>();
        lines.add("\n%d streams at once, %d tokens each, one every %.0f ms\n".formatted(CALLERS, TOKENS, pace));
        lines.add("| way | first event p50 ms | p99 ms | between events p50 ms | p99 ms | longest ms | to direct |"
                + " stalled | failed |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|:--|--:|");
        double direct = all.getFirst().longest();
        for (Heard heard : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %s | %d |",
                    heard.way.kind().title(),
                    heard.first.millis(0.5),
                    heard.first.millis(0.99),
                    heard.gaps.millis(0.5),
                    heard.gaps.millis(0.99),
                    heard.longest(),
                    heard.longest() / direct,
                    heard.longest() > pace + STALL_MILLIS ? "yes" : "no",
                    heard.misses()));
        }
        return lines;
    }
}
