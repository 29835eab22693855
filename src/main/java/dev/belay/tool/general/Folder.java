package dev.belay.tool.general;

import dev.belay.tool.BadTools;
import dev.belay.tool.ToolFailed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// The folder that file tools work in. Paths are taken relative to it, and whatever they resolve to, links
/// included, has to lie below it.
@Singleton
class Folder {
    private static final int LONGEST = 4_096;

    private final String configured;
    private final int maxBytes;

    Folder(FileToolsConfig config) {
        this.configured = config.root().filter(root -> !root.isBlank()).orElse(null);
        this.maxBytes = config.maxFileBytes();
    }

    /// See `Tool.unavailable`.
    ///
    /// @throws BadTools if the folder is configured and does not exist
    String unavailable() {
        if (configured == null) {
            return "set belay.tools.root to the folder that files are in";
        }
        if (!Files.isDirectory(Path.of(configured))) {
            throw new BadTools(List.of(new BadTools.Problem("belay.tools.root", "is not a folder")));
        }
        return null;
    }

    int maxBytes() {
        return maxBytes;
    }

    /// The real place of something that exists.
    Path existing(String path) throws ToolFailed {
        Path root = root();
        try {
            Path real = within(root, path).toRealPath();
            if (!real.startsWith(root)) {
                throw outside(path);
            }
            return real;
        } catch (IOException _) {
            throw new ToolFailed("there is no " + path);
        }
    }

    /// A regular file that is small enough to be read. Links have been followed and checked already.
    Path file(String path) throws ToolFailed {
        Path real = existing(path);
        try {
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new ToolFailed(path + " is not a file");
            }
            if (Files.size(real) > maxBytes) {
                throw new ToolFailed(path + " is larger than " + maxBytes + " bytes");
            }
            return real;
        } catch (IOException _) {
            throw new ToolFailed(path + " cannot be read");
        }
    }

    /// Where something may be written: no link on the way leads out, and the last name is not a link.
    Path writable(String path) throws ToolFailed {
        Path root = root();
        Path target = within(root, path);
        if (target.equals(root)) {
            throw new ToolFailed(path + " is the folder itself");
        }
        try {
            Path there = target.getParent();
            while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                there = there.getParent();
            }
            Path real = there.toRealPath();
            if (!real.startsWith(root)) {
                throw outside(path);
            }
            Path place = real.resolve(there.relativize(target)).normalize();
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new ToolFailed(path + " is not a plain file");
            }
            return place;
        } catch (IOException _) {
            throw new ToolFailed(path + " cannot be written");
        }
    }

    /// How a place is called by the model.
    String name(Path place) {
        Path relative = rootOrFail().relativize(place);
        return relative.toString().isEmpty() ? "." : relative.toString();
    }

    private Path root() throws ToolFailed {
        if (configured == null) {
            throw new ToolFailed("no folder is configured for files");
        }
        return rootOrFail();
    }

    private Path rootOrFail() {
        try {
            return Path.of(configured).toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException("belay.tools.root cannot be read", e);
        }
    }

    private static Path within(Path root, String path) throws ToolFailed {
        try {
            if (path.length() > LONGEST || Path.of(path).isAbsolute()) {
                throw new ToolFailed("the path must be relative, and not longer than " + LONGEST + " characters");
            }
            Path place = root.resolve(path).normalize();
            if (!place.startsWith(root)) {
                throw outside(path);
            }
            return place;
        } catch (InvalidPathException _) {
            throw new ToolFailed("this is not a path");
        }
    }

    private static ToolFailed outside(String path) {
        return new ToolFailed(path + " lies outside of the folder");
    }
}
