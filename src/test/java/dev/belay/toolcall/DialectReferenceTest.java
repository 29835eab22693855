package dev.belay.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of dialects counts the vectors that there are. `-Dbelay.docs.write` writes the numbers.
class DialectReferenceTest {
    private static final Path PAGE = Path.of("docs/reference/tool-call-dialects.md");

    /// A dialect, what is said of it, and five numbers.
    private static final Pattern ROW =
            Pattern.compile("^(\\| `([a-z-]+)` \\|.*?)(?: \\| \\d+){5} \\|$", Pattern.MULTILINE);

    /// In the order of the columns; the last column counts all, because [VectorsTest] cuts each of them.
    private static final List<String> KINDS = List.of("clean", "repaired", "refused", "none");

    private final List<Vectors.Vector> vectors = Vectors.all().toList();

    @Test
    void countsTheVectorsThatThereAre() throws IOException {
        String counted = ROW.matcher(Files.readString(PAGE))
                .replaceAll(row -> Matcher.quoteReplacement(row.group(1) + numbers(row.group(2)) + " |"));
        if (System.getProperty("belay.docs.write") != null) {
            Files.writeString(PAGE, counted);
        }
        assertThat(PAGE).as("run with -Dbelay.docs.write to renew it").hasContent(counted);
    }

    @Test
    void hasARowForEachDialect() throws IOException {
        Stream<MatchResult> rows = ROW.matcher(Files.readString(PAGE)).results();
        assertThat(rows.map(row -> row.group(2)))
                .containsExactlyInAnyOrderElementsOf(
                        vectors.stream().map(Vectors.Vector::dialect).collect(Collectors.toSet()));
    }

    @Test
    void everyVectorIsOfAKindThatIsCounted() {
        assertThat(vectors).extracting(Vectors.Vector::kind).isSubsetOf(KINDS);
    }

    private String numbers(String dialect) {
        List<String> kinds = vectors.stream()
                .filter(vector -> vector.dialect().equals(dialect))
                .map(Vectors.Vector::kind)
                .toList();
        Stream<Long> counts =
                KINDS.stream().map(kind -> kinds.stream().filter(kind::equals).count());
        return Stream.concat(counts, Stream.of((long) kinds.size()))
                .map(count -> " | " + count)
                .collect(Collectors.joining());
    }
}
