package dev.belay.gateway.work;

import dev.belay.exchange.speech.Speech;
import dev.belay.exchange.speech.Take;
import dev.belay.gateway.Said;
import dev.belay.gateway.Streaming;
import dev.belay.model.codec.TokenEstimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What is said while a run is at work, on its way to the caller. Spoken into by the run's threads, listened to by one.
///
/// It holds at most what the models said: the limit on the length of an answer bounds it, not the pace of the caller.
final class SpokenAnswer implements Speech {
    private static final Said.Words OVER = new Said.Words("", null);

    private final BlockingQueue<Said.Words> words = new LinkedBlockingQueue<>();
    private final StringBuilder heard = new StringBuilder();
    private final StringBuilder held = new StringBuilder();
    private final boolean silent;
    private final int window;
    private boolean before;
    private int take;
    private boolean over;

    SpokenAnswer(Streaming streaming) {
        this.silent = streaming.mode() == Streaming.Mode.BUFFER;
        this.window =
                streaming.mode() == Streaming.Mode.WINDOW ? streaming.window() * TokenEstimate.CHARACTERS_PER_TOKEN : 0;
    }

    @Override
    public synchronized Take begin() {
        held.setLength(0);
        int mine = ++take;
        return silent ? Take.UNHEARD : (piece, model) -> said(mine, piece, model);
    }

    private synchronized void said(int by, String piece, String model) {
        if (by != take || over || piece.isEmpty()) {
            return;
        }
        held.append(piece);
        if (held.length() > window || heard.length() > window) {
            speak(held.toString(), model);
            held.setLength(0);
        }
    }

    /// Messages that came before the answer are told apart from it by an empty line.
    private void speak(String text, String model) {
        boolean opens = apart();
        heard.append(text);
        words.add(new Said.Words(opens ? "\n\n" + text : text, model));
    }

    @Override
    public synchronized String heard() {
        return heard.toString();
    }

    @Override
    public synchronized void next(String whole, String model) {
        String told = heard.toString() + held;
        if (!silent && whole.startsWith(told)) {
            said(take, whole.substring(told.length()), model);
        }
        before |= !heard.isEmpty();
        heard.setLength(0);
        held.setLength(0);
        take++;
    }

    /// Nothing more is said from now on; wakes the listener.
    synchronized void end() {
        over = true;
        words.add(OVER);
    }

    /// How much of this answer was heard, in characters; -1 if something else was.
    synchronized int heardOf(String answer) {
        boolean begins = answer.length() >= heard.length() && answer.startsWith(heard.toString());
        return begins ? heard.length() : -1;
    }

    /// Whether messages were heard, and nothing of the answer yet that follows them.
    synchronized boolean apart() {
        return before && heard.isEmpty();
    }

    synchronized boolean heardAnything() {
        return before || !heard.isEmpty();
    }

    /// Waits for words.
    ///
    /// @return empty if none came in time; [#OVER] if none will come any more
    Optional<Said.Words> listen(Duration limit) throws InterruptedException {
        Said.Words first = words.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        if (first == null) {
            return Optional.empty();
        }
        if (isOver(first)) {
            words.add(OVER);
            return Optional.of(OVER);
        }
        List<Said.Words> more = new ArrayList<>();
        StringBuilder text = new StringBuilder(first.text());
        words.drainTo(more);
        for (Said.Words next : more) {
            text.append(next.text());
            if (isOver(next)) {
                words.add(OVER);
            }
        }
        return Optional.of(new Said.Words(text.toString(), first.model()));
    }

    static boolean isOver(Said.Words words) {
        return words == OVER;
    }
}
