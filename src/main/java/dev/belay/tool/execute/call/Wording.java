package dev.belay.tool.execute.call;

import dev.belay.ledger.EffectState;

/// What models are told, made fit for them, for journals and for databases. An exception's own message stays
/// out: it may hold paths, addresses or worse.
public final class Wording {
    private Wording() {}

    public static String of(Throwable cause) {
        return "unexpectedly (" + cause.getClass().getSimpleName() + ")";
    }

    /// What a settled effect says to whoever asks for it.
    public static String of(EffectState state) {
        return switch (state) {
            case EffectState.Done done -> done.result();
            case EffectState.Failed failed -> failed.error();
            case EffectState.InDoubt doubt -> inDoubt(doubt.known());
            case EffectState.Started _, EffectState.Intended _ -> inDoubt("it is under way elsewhere");
            case EffectState.Superseded _ -> "another call took the place of this one";
        };
    }

    private static String inDoubt(String known) {
        return "It is not known whether this happened: " + known + ". It is not repeated. Do not assume either.";
    }

    /// At most `limit` characters, and a note if there were more. NUL, which PostgreSQL does not store, and
    /// halves of surrogate pairs, which UTF-8 does not have, become U+FFFD; so a tool that returns bytes as
    /// text breaks nothing.
    public static String bounded(String output, int limit) {
        if (output == null) {
            return "";
        }
        if (output.length() <= limit) {
            return clean(output);
        }
        int end = Character.isHighSurrogate(output.charAt(limit - 1)) ? limit - 1 : limit;
        return clean(output.substring(0, end)) + "\n[cut: " + end + " of " + output.length() + " characters are shown]";
    }

    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (unfit(text, i)) {
                return cleaned(text);
            }
        }
        return text;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            clean.append(unfit(text, i) ? '\uFFFD' : text.charAt(i));
        }
        return clean.toString();
    }

    private static boolean unfit(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c == 0;
    }
}
