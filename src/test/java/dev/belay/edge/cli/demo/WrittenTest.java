package dev.belay.edge.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenTest {
    @TempDir
    Path folder;

    @Test
    void showsWhatIsInTheFilesAndNotTheSamples() throws IOException {
        Written written = written();

        assertThat(written.lines()).containsExactly("Written: note.md (12 bytes)", "  Pay.", "  Twelve");
        assertThat(Json.tree(written.json().toString()))
                .isEqualTo(Json.tree("[{\"file\":\"note.md\",\"bytes\":12,\"text\":\"Pay.\\nTwelve\\n\"}]"));
    }

    @Test
    void removesTheFolderAndIsContentIfItIsGone() throws IOException {
        Written written = written();

        assertThat(written.remove()).isTrue();
        assertThat(written.root()).doesNotExist();
        assertThat(written.remove()).isTrue();
    }

    private Written written() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("invoices"));
        Files.writeString(root.resolve("invoices/a.txt"), "sample");
        Files.writeString(root.resolve("note.md"), "Pay.\nTwelve\n");
        return new Written(root);
    }
}
