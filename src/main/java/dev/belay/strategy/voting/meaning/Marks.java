package dev.belay.strategy.voting.meaning;

import dev.belay.strategy.voting.count.Meaning.Prose;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of a text counts word for word, however alike the rest is to another: identifiers, names, units and words for
/// numbers and days, and words that have an opposite. Errs towards keeping texts apart: then their words decide, or a
/// person, while two answers that were wrongly taken for one would be an agreement that nobody reached.
///
/// @param exact have to be the same in both texts: identifiers, units, words for numbers and days
/// @param names words with a capital inside a sentence: if each text has one that the other has not, they are about
///     something else. In languages that write nouns so, that keeps apart what differs in a noun
/// @param openings words with a capital that begin a sentence, which may be names
/// @param words all of it in lower case
/// @param stems of these
record Marks(Set<String> exact, Set<String> names, Set<String> openings, Set<String> words, Set<String> stems) {
    private static final Pattern TOKEN =
            Pattern.compile("`[^`]{1,200}`|[%$€£°]|[@#/~]?[\\p{L}\\p{N}_]+(?:[./:@#+'’\\\\-]+[\\p{L}\\p{N}_]+)*");
    private static final Pattern IDENTIFIER = Pattern.compile("`.*`|[@/~].*|.*[_@\\\\].*|.*(?://|::).*|.*/.*/.*"
            + "|.*\\p{Ll}\\p{Lu}.*|.*\\p{L}{2}\\.\\p{L}{2}.*|(?=.*\\p{L})(?=.*\\p{N}).*");
    private static final Pattern ENDS_SENTENCE = Pattern.compile("(?s).*[.!?:\\n•*\"“]\\s*");

    static Marks of(Prose prose) {
        Reader reader = new Reader(prose.form().words());
        reader.read(prose.withoutFigures());
        return new Marks(reader.exact, reader.names, reader.openings, reader.words, reader.stems);
    }

    /// Whether both say something else for certain, whatever their vectors say.
    boolean apart(Marks other) {
        return !exact.equals(other.exact) || differ(other) || Opposites.between(stems, other.stems);
    }

    private boolean differ(Marks other) {
        return named(other) && other.called(this) || other.named(this) && called(other);
    }

    /// Whether this names something that the other does not speak of.
    private boolean named(Marks other) {
        return names.stream().anyMatch(name -> !other.words.contains(name));
    }

    /// The same, where the first word of a sentence may be a name.
    private boolean called(Marks other) {
        return named(other) || openings.stream().anyMatch(word -> !other.words.contains(word));
    }

    private static final class Reader {
        private final Set<String> telling;
        private final Set<String> exact = new HashSet<>();
        private final Set<String> names = new HashSet<>();
        private final Set<String> openings = new HashSet<>();
        private final Set<String> words = new HashSet<>();
        private final Set<String> stems = new HashSet<>();

        /// @param telling words of the text that say something
        Reader(Set<String> telling) {
            this.telling = telling;
        }

        void read(String text) {
            Matcher token = TOKEN.matcher(text);
            int end = 0;
            while (token.find()) {
                boolean opens = end == 0
                        || ENDS_SENTENCE
                                .matcher(text.substring(end, token.start()))
                                .matches();
                take(token.group(), opens);
                end = token.end();
            }
        }

        private void take(String token, boolean opens) {
            String lower = token.toLowerCase(Locale.ROOT).replace('’', '\'');
            String telling = Telling.of(lower);
            if (IDENTIFIER.matcher(token).matches()) {
                exact.add(token);
                return;
            }
            if (telling != null) {
                exact.add(telling);
            }
            words.add(lower);
            stems.add(Stem.of(lower));
            if (Character.isUpperCase(token.codePointAt(0)) && mayName(lower)) {
                (opens ? openings : names).add(lower);
            }
        }

        private boolean mayName(String word) {
            return telling.contains(word) || !word.chars().allMatch(Character::isLetter);
        }
    }
}
