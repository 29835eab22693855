package dev.belay.tool.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.belay.tool.Arguments;
import dev.belay.tool.BadTools;
import dev.belay.tool.Tool.Reconciliation;
import dev.belay.tool.ToolFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileToolsTest {
    @TempDir
    Path above;

    private Path root;
    private Folder folder;

    @BeforeEach
    void files() throws IOException {
        root = Files.createDirectories(above.resolve("root"));
        Files.createDirectories(root.resolve("docs"));
        Files.writeString(root.resolve("a.txt"), "one\ntwo Fish\nthree\n");
        Files.writeString(root.resolve("docs/b.txt"), "red fish");
        Files.write(root.resolve("binary"), new byte[] {0, (byte) 0xff, (byte) 0xfe});
        Files.writeString(above.resolve("secret.txt"), "canary fish");
        Files.writeString(Files.createDirectories(above.resolve("root-not")).resolve("x.txt"), "canary");
        Files.createSymbolicLink(root.resolve("out"), above);
        Files.createSymbolicLink(root.resolve("link.txt"), above.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("nowhere"), above.resolve("new.txt"));
        Files.createSymbolicLink(root.resolve("inner"), root.resolve("docs"));
        folder = folder(root.toString(), 1000);
    }

    private static Folder folder(String root, int maxBytes) {
        return new Folder(new FileToolsConfig() {
            @Override
            public Optional<String> root() {
                return Optional.ofNullable(root);
            }

            @Override
            public int maxFileBytes() {
                return maxBytes;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "docs/../../secret.txt",
                "/etc/passwd",
                "out/secret.txt",
                "link.txt",
                "docs/../link.txt",
                "../root-not/x.txt",
                "a.txt\0",
                "./../root/../secret.txt",
                "nowhere",
                "..",
                "out",
            })
    void nothingOutsideCanBeReached(String path) {
        assertThatThrownBy(() -> new ReadFileTool(folder).run(Context.arguments("path", path), Context.any()))
                .isInstanceOf(ToolFailed.class)
                .hasMessageNotContaining(above.toString());
        assertThatThrownBy(() ->
                        new WriteFileTool(folder).run(Context.arguments("path", path, "content", "x"), Context.any()))
                .isInstanceOf(ToolFailed.class);
        assertThat(above.resolve("new.txt")).doesNotExist();
        assertThat(above.resolve("secret.txt")).hasContent("canary fish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "out", "../root-not", "/", "link.txt"})
    void nothingOutsideIsListedOrSearched(String path) {
        assertThatThrownBy(() -> new ListFilesTool(folder).run(Context.arguments("path", path), Context.any()))
                .isInstanceOf(ToolFailed.class);
        assertThatThrownBy(() ->
                        new SearchFilesTool(folder).run(Context.arguments("path", path, "text", "c"), Context.any()))
                .isInstanceOf(ToolFailed.class);
    }

    @Test
    void readsFilesAndSomeOfTheirLines() throws Exception {
        ReadFileTool tool = new ReadFileTool(folder);

        assertThat(tool.run(Context.arguments("path", "./docs/../a.txt"), Context.any()))
                .isEqualTo("one\ntwo Fish\nthree\n");
        assertThat(tool.run(Context.arguments("path", "inner/b.txt"), Context.any()))
                .isEqualTo("red fish");
        Arguments lines = Context.arguments("path", "a.txt");
        lines.json().put("from_line", 2).put("lines", 1);
        assertThat(tool.run(lines, Context.any())).isEqualTo("two Fish");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        ReadFileTool tool = new ReadFileTool(folder);
        Files.writeString(root.resolve("large"), "x".repeat(1001));

        assertThatThrownBy(() -> tool.run(Context.arguments("path", "none"), Context.any()))
                .hasMessage("there is no none");
        assertThatThrownBy(() -> tool.run(Context.arguments("path", "docs"), Context.any()))
                .hasMessageContaining("not a file");
        assertThatThrownBy(() -> tool.run(Context.arguments("path", "large"), Context.any()))
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> tool.run(Context.arguments("path", "binary"), Context.any()))
                .hasMessageContaining("not a text");
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Process made = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assumeThat(made.waitFor()).isZero();

        assertThatThrownBy(() -> new ReadFileTool(folder).run(Context.arguments("path", "pipe"), Context.any()))
                .hasMessageContaining("not a file");
        assertThat(new SearchFilesTool(folder).run(Context.arguments("text", "red"), Context.any()))
                .isEqualTo("docs/b.txt:1: red fish");
    }

    @Test
    void listsWithoutFollowingLinks() throws Exception {
        Arguments all = Context.arguments();
        all.json().put("recursive", true);

        assertThat(new ListFilesTool(folder).run(all, Context.any()).lines())
                .contains("docs/", "a.txt  19", "docs/b.txt  8")
                .noneMatch(line ->
                        line.contains("secret") || line.contains(above.toString()) || line.startsWith("inner/"));
        assertThat(new ListFilesTool(folder).run(Context.arguments("path", "docs"), Context.any()))
                .isEqualTo("docs/b.txt  8");
    }

    @Test
    void searchesWithoutFollowingLinks() throws Exception {
        assertThat(new SearchFilesTool(folder).run(Context.arguments("text", "FISH"), Context.any()))
                .isEqualTo("a.txt:2: two Fish\ndocs/b.txt:1: red fish");
        assertThat(new SearchFilesTool(folder).run(Context.arguments("text", ".*"), Context.any()))
                .isEqualTo("no line contains this text");
    }

    @Test
    void writesInOneStepAndLeavesNothingBeside() throws Exception {
        WriteFileTool tool = new WriteFileTool(folder);
        Arguments arguments = Context.arguments("path", "new/deep/c.txt", "content", "grün");

        assertThat(tool.reconcile(arguments, Context.any())).isEqualTo(new Reconciliation.DidNotHappen());
        assertThat(tool.run(arguments, Context.any())).isEqualTo("wrote 5 bytes to new/deep/c.txt");
        assertThat(root.resolve("new/deep/c.txt")).hasContent("grün");
        assertThat(tool.reconcile(arguments, Context.any()))
                .isEqualTo(new Reconciliation.Happened("wrote 5 bytes to new/deep/c.txt"));
        try (Stream<Path> left = Files.list(root.resolve("new/deep"))) {
            assertThat(left).hasSize(1);
        }
        tool.run(Context.arguments("path", "a.txt", "content", "over"), Context.any());
        assertThat(root.resolve("a.txt")).hasContent("over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs", ".", "", "a.txt/under", "docs/"})
    void writesOnlyFiles(String path) {
        assertThatThrownBy(() ->
                        new WriteFileTool(folder).run(Context.arguments("path", path, "content", "x"), Context.any()))
                .isInstanceOf(ToolFailed.class);
    }

    @Test
    void doesNotWriteMoreThanAllowed() {
        assertThatThrownBy(() -> new WriteFileTool(folder)
                        .run(Context.arguments("path", "big", "content", "é".repeat(501)), Context.any()))
                .hasMessageContaining("larger than 1000");
        assertThat(root.resolve("big")).doesNotExist();
    }

    @Test
    void aToolThatWasGivenUpWritesNothing() {
        var context = Context.any();
        context.cancellation().cancel("over");

        assertThatThrownBy(
                        () -> new WriteFileTool(folder).run(Context.arguments("path", "late", "content", "x"), context))
                .isInstanceOf(ToolFailed.class);
        assertThat(root.resolve("late")).doesNotExist();
    }

    @Test
    void withoutAFolderTheToolsAreNotOffered() {
        assertThat(new ReadFileTool(folder(null, 10)).unavailable()).contains("belay.tools.root");
        assertThat(new ReadFileTool(folder).unavailable()).isNull();
        assertThatThrownBy(() -> new ReadFileTool(folder(above.resolve("none").toString(), 10)).unavailable())
                .isInstanceOf(BadTools.class)
                .hasMessage("belay.tools.root: is not a folder");
    }
}
