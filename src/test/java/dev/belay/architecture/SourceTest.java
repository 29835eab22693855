package dev.belay.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said about the sources is true of them, and each rule bites.
class SourceTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Path CONFIGURATION = Path.of("src/main/resources/application.yaml");

    @TempDir
    Path scratch;

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(SourceRules.undescribedPackages(MAIN)).isEmpty();
    }

    @Test
    void packagesStaySmall() {
        assertThat(SourceRules.crowded(MAIN)).isEmpty();
    }

    @Test
    void filesStaySmallThoseOfTestsToo() {
        assertThat(SourceRules.tooLong(MAIN, TEST)).isEmpty();
    }

    @Test
    void documentationIsWhole() {
        assertThat(SourceRules.interrupted(MAIN, TEST)).isEmpty();
    }

    @Test
    void everyClassOnTheMapExists() {
        assertThat(SourceRules.strangers(SourceRules.read(Path.of("ARCHITECTURE.md")), MAIN, TEST))
                .isEmpty();
    }

    @Test
    void everyFaultToleranceKeyReachesItsAnnotation() {
        assertThat(SourceRules.idleKeys(SourceRules.read(CONFIGURATION))).isEmpty();
    }

    @Test
    void aPackageWithoutDescriptionIsFound() throws IOException {
        write("mute/A.java", "class A {}");
        assertThat(SourceRules.undescribedPackages(scratch)).hasSize(1);
    }

    @Test
    void aCrowdedPackageIsFound() throws IOException {
        for (int type = 0; type <= SourceRules.TYPES_PER_PACKAGE; type++) {
            write("crowd/T" + type + ".java", "class T" + type + " {}");
        }
        assertThat(SourceRules.crowded(scratch)).hasSize(1);
    }

    @Test
    void aLongFileIsFoundUnderEachRoot() throws IOException {
        String longest = "\n".repeat(SourceRules.LINES_PER_FILE);
        write("main/tale/Long.java", longest + "\n");
        write("main/tale/Longest.java", longest);
        write("test/tale/LongTest.java", longest + "\n");
        assertThat(SourceRules.tooLong(scratch.resolve("main"), scratch.resolve("test")))
                .satisfiesExactly(one -> assertThat(one).endsWith("Long.java is too long"), other -> assertThat(other)
                        .endsWith("LongTest.java is too long"));
    }

    @Test
    void aBrokenLineOfDocumentationIsFound() throws IOException {
        write("torn/Torn.java", "/// A line that is too long for the\n// formatter\nclass Torn {}");
        write("torn/Sound.java", "/// A line.\nclass Sound {\n    // a remark\n}");
        assertThat(SourceRules.interrupted(scratch)).singleElement().asString().contains("Torn.java");
    }

    @Test
    void aClassThatIsGoneFromTheMapIsFound() throws IOException {
        write("here/Present.java", "class Present {}");
        assertThat(SourceRules.strangers("`Present` and `Gone`", scratch)).containsExactly("there is no Gone");
    }

    @Test
    void aKeyThatReachesNothingIsFound() {
        String configuration = """
                "dev.belay.tier.agent.NativeTier/attempt":
                "dev.belay.tier.agent.NativeTier/id":
                "dev.belay.tier.Gone/attempt":
                """;
        assertThat(SourceRules.idleKeys(configuration)).hasSize(2);
    }

    private void write(String file, String text) throws IOException {
        Path path = scratch.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
