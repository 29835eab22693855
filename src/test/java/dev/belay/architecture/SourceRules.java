package dev.belay.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rules that are read off the sources. Each returns what is wrong, one line per finding.
final class SourceRules {
    static final int TYPES_PER_PACKAGE = 12;
    static final int LINES_PER_FILE = 400;

    private static final Pattern INTERRUPTED = Pattern.compile("(?m)^ *///.*\\R *// ");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+)`");
    private static final Pattern KEY = Pattern.compile("\"?(dev\\.belay\\.[\\w.$]+)/(\\w+)\"?:");

    private SourceRules() {}

    /// Every package says in a `package-info.java` what it is for.
    static List<String> undescribedPackages(Path root) {
        return packages(root).keySet().stream()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(folder -> folder + " has no package-info.java")
                .toList();
    }

    /// Packages stay small.
    static List<String> crowded(Path root) {
        List<String> findings = new ArrayList<>();
        packages(root).forEach((folder, files) -> {
            long types = files.stream()
                    .filter(file -> !file.endsWith("package-info.java"))
                    .count();
            if (types > TYPES_PER_PACKAGE) {
                findings.add(folder + " holds " + types + " types");
            }
        });
        return findings;
    }

    /// Files stay small.
    static List<String> tooLong(Path... roots) {
        return Stream.of(roots)
                .flatMap(root -> sources(root).stream())
                .filter(file -> read(file).lines().count() > LINES_PER_FILE)
                .map(file -> file + " is too long")
                .toList();
    }

    /// What documents a declaration is not interrupted by a remark: the formatter breaks a long line of it into one.
    static List<String> interrupted(Path... roots) {
        return Stream.of(roots)
                .flatMap(root -> sources(root).stream())
                .filter(file -> INTERRUPTED.matcher(read(file)).find())
                .map(file -> file + " has a broken line of documentation")
                .toList();
    }

    /// Every class that a page names in backticks exists.
    static List<String> strangers(String page, Path... roots) {
        Set<String> types = Stream.of(roots)
                .flatMap(root -> sources(root).stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        return NAMED.matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !types.contains(name))
                .map(name -> "there is no " + name)
                .toList();
    }

    /// Every fault-tolerance key in configuration names a method that carries such an annotation; SmallRye ignores any
    /// other without a word.
    static List<String> idleKeys(String configuration) {
        return KEY.matcher(configuration)
                .results()
                .filter(key -> !annotated(key.group(1), key.group(2)))
                .map(key -> key.group() + " reaches no annotation")
                .toList();
    }

    private static boolean annotated(String type, String method) {
        try {
            return Stream.of(Class.forName(type, false, SourceRules.class.getClassLoader())
                            .getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .flatMap(candidate -> Stream.of(candidate.getAnnotations()))
                    .anyMatch(annotation ->
                            annotation.annotationType().getPackageName().contains("faulttolerance"));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Map<Path, List<Path>> packages(Path root) {
        return sources(root).stream()
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
    }

    private static List<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
