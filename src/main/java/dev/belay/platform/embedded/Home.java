package dev.belay.platform.embedded;

import dev.belay.platform.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder of one server: its data, binaries, password and locks. Only its owner may read it.
record Home(Path folder) {

    static Home in(Path state, int majorVersion) throws IOException {
        Path folder = state.resolve("postgres-" + majorVersion);
        Files.createDirectories(folder);
        if (posix(folder)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return new Home(folder);
    }

    Path data() {
        return folder.resolve("data");
    }

    Path binaries() {
        return folder.resolve("bin");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    Path startLock() {
        return folder.resolve("start.lock");
    }

    Path usersLock() {
        return folder.resolve("users.lock");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /// Makes the password if there is none. Called under the start lock.
    String password() throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            Path fresh = folder.resolve("password.new");
            Files.deleteIfExists(fresh);
            if (posix(folder)) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(fresh, new Ids(InstantSource.system()).secret(24));
            Files.move(fresh, file);
        }
        return Files.readString(file);
    }

    /// Whether a server has run here once; a folder whose `initdb` was killed is not worth keeping.
    boolean initialised() {
        return Files.exists(folder.resolve("initialised"));
    }

    void markInitialised() throws IOException {
        if (!initialised()) {
            Files.createFile(folder.resolve("initialised"));
        }
    }

    void discardHalfMadeData() throws IOException {
        if (initialised() || !Files.exists(data())) {
            return;
        }
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// What the server that runs here, or ran here, wrote about itself. Format: `postmaster.pid` of PostgreSQL, line 1
    /// process id, line 4 port.
    Optional<Postmaster> postmaster() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        return Optional.of(new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip())));
    }

    void forgetPostmaster() throws IOException {
        Files.deleteIfExists(data().resolve("postmaster.pid"));
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    record Postmaster(long pid, int port) {

        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        }

        /// False if the process is another program that was given the number of a dead server, as after a reboot.
        boolean isPostgres() {
            return process()
                    .map(process -> process.info().command().orElse("postgres"))
                    .filter(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                    .isPresent();
        }
    }
}
