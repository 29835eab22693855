package dev.belay.tool.general;

import dev.belay.ledger.EffectClass;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/// Writes a whole file: first beside it, then moved into its place in one step, so that nobody sees half of it.
///
/// Repeatable, because writing A, then B, then A again is a different thing from writing A and B.
@ApplicationScoped
@ToolDefinition(
        name = "write_file",
        description = "Writes a text file, replacing it if it exists. Missing folders are made.",
        effect = EffectClass.RECONCILABLE,
        repeatable = true,
        timeoutSeconds = 10,
        schema = """
                {"type": "object", "required": ["path", "content"], "additionalProperties": false, "properties": {
                  "path": {"type": "string", "minLength": 1, "description": "file, relative"},
                  "content": {"type": "string"}}}""")
class WriteFileTool implements Tool {
    private final Folder folder;

    WriteFileTool(Folder folder) {
        this.folder = folder;
    }

    @Override
    public String unavailable() {
        return folder.unavailable();
    }

    /// @throws IOException if the last step, the move, failed: whether the file is in its place has to be
    ///     looked up
    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed, IOException {
        String path = arguments.text("path");
        byte[] content = content(arguments);
        Path target = folder.writable(path);
        Path beside = beside(target, context.idempotencyKey());
        try {
            Files.createDirectories(target.getParent());
            write(beside, content);
            if (context.cancellation().cancelled()) {
                throw new IOException("given up");
            }
        } catch (IOException _) {
            clear(beside);
            throw new ToolFailed(path + " cannot be written");
        }
        try {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            clear(beside);
        }
        return wrote(path, content);
    }

    /// After the move there is nothing to clear.
    private static void clear(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException _) {
            // a leftover harms nobody
        }
    }

    /// The file tells: either it has the content or it has not.
    @Override
    public Reconciliation reconcile(Arguments arguments, ToolContext context) throws ToolFailed, IOException {
        String path = arguments.text("path");
        byte[] content = content(arguments);
        Path target = folder.writable(path);
        boolean there = Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == content.length
                && Arrays.equals(Files.readAllBytes(target), content);
        return there ? new Reconciliation.Happened(wrote(path, content)) : new Reconciliation.DidNotHappen();
    }

    private byte[] content(Arguments arguments) throws ToolFailed {
        byte[] content = arguments.text("content").getBytes(StandardCharsets.UTF_8);
        if (content.length > folder.maxBytes()) {
            throw new ToolFailed("the content is larger than " + folder.maxBytes() + " bytes");
        }
        return content;
    }

    private static String wrote(String path, byte[] content) {
        return "wrote " + content.length + " bytes to " + path;
    }

    /// Named by the effect: a leftover of a process that died is overwritten by whoever does it again.
    private static Path beside(Path target, String key) {
        return target.resolveSibling(".belay-" + key.substring(0, Math.min(32, key.length())) + ".tmp");
    }

    private static void write(Path file, byte[] content) throws IOException {
        var how = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(file, how)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
