package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases keep which migrations they have had, with their checksums: one that changes afterwards, or comes with a
/// number below theirs, keeps Belay from starting on them. Which there are stands in `migrations/landed.txt`.
class MigrationsTest {
    private static final Path FILES = Path.of("src/main/resources/db/migration");
    private static final Path LIST = Path.of("src/test/resources/migrations/landed.txt");
    private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

    @TempDir
    Path scratch;

    @Test
    void whatDatabasesHaveStaysAndWhatIsNewComesAfterIt() throws IOException {
        assertThat(findings(FILES, Files.readAllLines(LIST))).isEmpty();
    }

    @Test
    void theListIsKept() throws IOException {
        assertThat(found(line("V1__a.sql"), line("V3__c.sql"))).isEmpty();
    }

    @Test
    void aChangedMigrationIsFound() throws IOException {
        String landed = line("V1__a.sql");
        Files.writeString(scratch.resolve("V1__a.sql"), "select 2;");
        assertThat(found(landed)).singleElement().asString().contains("V1__a.sql has changed", "a new migration");
    }

    @Test
    void aMissingMigrationIsFound() throws IOException {
        String landed = line("V1__a.sql");
        Files.move(scratch.resolve("V1__a.sql"), scratch.resolve("V2__a.sql"));
        assertThat(found(landed)).hasSize(2).anySatisfy(each -> assertThat(each)
                .contains("V1__a.sql is gone", "put it back"));
    }

    @Test
    void aMigrationThatIsNotInTheListIsFoundWithItsLine() throws IOException {
        String landed = line("V1__a.sql");
        String fresh = line("V2__b.sql");
        assertThat(found(landed))
                .singleElement()
                .asString()
                .contains("last line")
                .endsWith(fresh);
    }

    @Test
    void aNumberThatIsNotAboveAllBeforeIsFound() throws IOException {
        assertThat(found(line("V1__a.sql"), line("V10__j.sql"), line("V9__i.sql")))
                .singleElement()
                .asString()
                .contains("V9__i.sql", "above 10");
        assertThat(found(line("V1__a.sql"), line("V10__j.sql"), line("V9__i.sql"), line("V10__k.sql")))
                .hasSize(2);
    }

    @Test
    void anotherKindOfFileIsFound() throws IOException {
        assertThat(found(line("R__view.sql"))).singleElement().asString().contains("V<number>__<what>.sql");
    }

    private List<String> found(String... landed) throws IOException {
        return findings(scratch, List.of(landed));
    }

    private String line(String name) throws IOException {
        Path file = scratch.resolve(name);
        Files.writeString(file, "select 1;");
        return line(file);
    }

    private static String line(Path file) throws IOException {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return file.getFileName() + " " + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param landed a name and its checksum in each line, in the order in which they came to be
    /// @return what is wrong, and what to do about it
    private static List<String> findings(Path folder, List<String> landed) throws IOException {
        List<String> findings = new ArrayList<>();
        long last = 0;
        for (String entry : landed) {
            String name = entry.split(" ")[0];
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                findings.add(name + " is gone, but databases have had it: put it back");
            } else if (!line(file).equals(entry)) {
                findings.add(name + " has changed, but databases have had it as it was: put it back, and write into"
                        + " a new migration what is to be different");
            }
            long number = number(name);
            if (number == 0) {
                findings.add(name + " is not named V<number>__<what>.sql: give it such a name");
            } else if (number <= last) {
                findings.add(name + " came after V" + last + ", and databases that have had that one do not start with"
                        + " it: give it a number above " + last);
            }
            last = Math.max(last, number);
        }
        findings.addAll(unlisted(folder, landed));
        return findings;
    }

    private static List<String> unlisted(Path folder, List<String> landed) throws IOException {
        List<String> findings = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (landed.stream().noneMatch(entry -> entry.startsWith(name + " "))) {
                findings.add(
                        name + " is not in " + LIST + ": once it is finished, append as the last line: " + line(file));
            }
        }
        return findings;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(Path::getFileName)).toList();
        }
    }

    /// @return 0 if it has none
    private static long number(String name) {
        Matcher named = NAME.matcher(name);
        return named.matches() ? Long.parseLong(named.group(1)) : 0;
    }
}
