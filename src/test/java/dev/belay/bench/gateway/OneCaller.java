package dev.belay.bench.gateway;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One caller who asks again as soon as the answer is there, each way some times and then the next, so that what the
/// machine does meanwhile befalls them alike.
final class OneCaller {
    private static final int BLOCK = 100;
    private static final int BLOCKS = Integer.getInteger("belay.bench.gateway.blocks", 50);

    private OneCaller() {}

    static String title() {
        return "One caller, %d calls each way".formatted(BLOCK * BLOCKS);
    }

    static Map<Way, Taken> measure(List<Way> ways) throws IOException {
        Map<Way, Taken> taken = new LinkedHashMap<>();
        ways.forEach(way -> taken.put(way, new Taken()));
        for (int block = 0; block < BLOCKS; block++) {
            for (Way way : ways) {
                block(way, taken.get(way));
            }
        }
        return taken;
    }

    /// The first call, which connects, is not counted.
    private static void block(Way way, Taken taken) throws IOException {
        try (Caller caller = way.caller(Question.CALL)) {
            for (int i = 0; i <= BLOCK; i++) {
                long begun = System.nanoTime();
                try {
                    long whole = caller.ask();
                    if (i > 0) {
                        taken.took(whole - begun);
                    }
                } catch (IOException e) {
                    taken.missed(e);
                }
            }
        }
    }
}
