package dev.belay.toolcall.dialect.tag;

import dev.belay.toolcall.dialect.Source;

/// A place in a text that moves forward, up to where a call has to have ended.
final class Cursor {
    private final Source source;
    private final int to;
    private int at;

    Cursor(Source source, int at, int to) {
        this.source = source;
        this.at = at;
        this.to = to;
    }

    Source source() {
        return source;
    }

    int at() {
        return at;
    }

    boolean end() {
        return at >= to;
    }

    boolean sees(String what) {
        return at + what.length() <= to && source.sees(what, at);
    }

    boolean take(String what) {
        if (!sees(what)) {
            return false;
        }
        at += what.length();
        return true;
    }

    void moveTo(int place) {
        at = place;
    }

    String between(int from, int until) {
        return source.between(from, until);
    }

    void skipSpace() {
        at = Math.min(to, source.afterSpace(at));
    }

    /// The first place of `what` from `from` on, or -1.
    int next(String what, int from) {
        return source.find(what, from, to);
    }

    int next(String what, int from, int until) {
        return source.find(what, from, Math.min(until, to));
    }

    /// A name of letters, digits, `_`, `-` and `.`, or `null`.
    String name() {
        int start = at;
        at = Math.min(to, source.afterName(at));
        return at == start ? null : source.between(start, at);
    }
}
