package dev.belay.edge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher itself, in a project with a space in its path, whose build takes no time and is counted.
class LauncherTest {
    private static final List<String> PROGRAMS =
            List.of("cat", "dirname", "find", "grep", "head", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tail");

    @TempDir
    Path scratch;

    private Path project;

    @BeforeEach
    void layOut() throws IOException {
        project = Files.createDirectories(scratch.resolve("my project"));
        Files.createDirectories(project.resolve("src/main"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("belay"), project.resolve("belay"));
        Files.copy(Path.of(".mvn/find-jdk.sh"), project.resolve(".mvn/find-jdk.sh"));
        executable(project.resolve("mvnw"), """
                #!/bin/sh
                base=$(dirname "$0")
                [ -t 0 ] || while read -r _; do :; done
                echo built >> "$base/builds"
                mkdir -p "$base/target/quarkus-app"
                cat "$base/program.jar" > "$base/target/quarkus-app/quarkus-run.jar"
                """);
        executable(project.resolve("belay"), Files.readString(project.resolve("belay")));
        jar(project.resolve("program.jar"));
    }

    @Test
    void itBuildsOnceAndPassesArgumentsInputAndExitCodeOn() throws Exception {
        Ended first = launch(Map.of(), "input", "say", "two words", "");
        Ended second = launch(Map.of(), "input", "say", "two words", "");

        assertThat(first.out()).isEqualTo("[say][two words][] input\n").isEqualTo(second.out());
        assertThat(first.exit()).isEqualTo(7);
        assertThat(first.err()).contains("belay: building");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void itBuildsAgainWhenASourceIsNewer() throws Exception {
        launch(Map.of(), "", "say");
        Path source = Files.writeString(project.resolve("src/main/A.java"), "class A {}");
        Files.setLastModifiedTime(
                source,
                FileTime.fromMillis(Files.getLastModifiedTime(project.resolve("target/.belay-built"))
                                .toMillis()
                        + 5_000));
        launch(Map.of(), "", "say");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void itWorksThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(scratch.resolve("belay"), Path.of("my project/belay"));

        assertThat(launch(List.of(link.toString(), "say"), Map.of(), "").out()).isEqualTo("[say] \n");
    }

    @Test
    void concurrentFirstStartsBuildOnce() throws Exception {
        assertThat(outputsOfFour(Map.of())).containsOnly("[say] \n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void concurrentFirstStartsBuildOnceWhereThereIsNoFlock() throws Exception {
        assertThat(outputsOfFour(Map.of("PATH", withoutFlock()))).containsOnly("[say] \n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockWhoseHolderIsDeadHoldsNobody() throws Exception {
        Path lock = Files.createDirectories(project.resolve("target/.belay-lock.d"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(launch(Map.of("PATH", withoutFlock()), "", "say").out()).isEqualTo("[say] \n");
        assertThat(lock).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
        String good = Files.readString(project.resolve("mvnw"));
        executable(project.resolve("mvnw"), "#!/bin/sh\necho 'no such symbol'\nexit 1\n");
        Ended failed = launch(Map.of(), "", "say");
        executable(project.resolve("mvnw"), good);

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("no such symbol").contains("the build failed");
        assertThat(failed.out()).isEmpty();
        assertThat(launch(Map.of(), "", "say").out()).isEqualTo("[say] \n");
    }

    private record Ended(int exit, String out, String err) {}

    private Ended launch(Map<String, String> environment, String input, String... args) throws Exception {
        List<String> line = new ArrayList<>(List.of(project.resolve("belay").toString()));
        line.addAll(List.of(args));
        return launch(line, environment, input);
    }

    private Ended launch(List<String> line, Map<String, String> environment, String input) throws Exception {
        Process process = start(line, environment);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = Files.readString(scratch.resolve("err"));
        return new Ended(process.waitFor(), out, err);
    }

    private Process start(List<String> line, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).directory(scratch.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
        builder.environment().remove("BELAY_SERVER");
        builder.environment().putAll(environment);
        return builder.redirectError(scratch.resolve("err").toFile()).start();
    }

    private List<String> outputsOfFour(Map<String, String> environment) throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Process process = start(List.of(project.resolve("belay").toString(), "say"), environment);
            process.getOutputStream().close();
            processes.add(process);
        }
        List<String> outputs = new ArrayList<>();
        for (Process process : processes) {
            outputs.add(new String(process.getInputStream().readAllBytes(), UTF_8));
        }
        return outputs;
    }

    private long builds() throws IOException {
        return Files.readAllLines(project.resolve("builds")).size();
    }

    private String withoutFlock() throws IOException {
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        for (String program : PROGRAMS) {
            for (String folder : System.getenv("PATH").split(":")) {
                Path found = Path.of(folder, program);
                if (Files.isExecutable(found) && !Files.exists(bin.resolve(program))) {
                    executable(bin.resolve(program), "#!/bin/sh\nexec " + found + " \"$@\"\n");
                }
            }
        }
        return bin.toString();
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// A program that writes its arguments and its input, and ends with 7.
    private void jar(Path file) throws IOException {
        Path source = Files.writeString(scratch.resolve("Say.java"), """
                class Say {
                    public static void main(String[] args) throws java.io.IOException {
                        StringBuilder said = new StringBuilder();
                        for (String arg : args) said.append('[').append(arg).append(']');
                        System.out.println(said + " " + new String(System.in.readAllBytes()));
                        System.exit(7);
                    }
                }
                """);
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", scratch.toString(), source.toString());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Say");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("Say.class"));
            jar.write(Files.readAllBytes(scratch.resolve("Say.class")));
        }
    }
}
