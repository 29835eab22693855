package dev.belay.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Reads every `*Config` interface of the sources and writes a table of its properties: name, default, meaning.
final class ConfigurationReference {
    private final StringBuilder page = new StringBuilder();
    private DocTrees docs;
    private CompilationUnitTree unit;
    private Map<String, ClassTree> nested;

    static String write(Path sources) throws IOException {
        ConfigurationReference reference = new ConfigurationReference();
        reference.page.append("""
                # Configuration

                Generated from the configuration interfaces; do not edit. Every property can be given in the YAML named with `--config` or
                `BELAY_CONFIG`, or as an environment variable: upper case, every other character an underscore. `<…>` is a name of your choice.
                """);
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> configs = files.filter(file -> file.toString().endsWith("Config.java"))
                    .sorted()
                    .toList();
            for (Path file : configs) {
                reference.file(file);
            }
        }
        return reference.page.toString();
    }

    private void file(Path file) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(file));
            for (CompilationUnitTree tree : task.parse()) {
                docs = DocTrees.instance(task);
                unit = tree;
                for (Tree type : tree.getTypeDecls()) {
                    if (type instanceof ClassTree mapping && annotation(mapping, "ConfigMapping", "prefix") != null) {
                        mapping(mapping);
                    }
                }
            }
        }
    }

    private void mapping(ClassTree mapping) {
        nested = new LinkedHashMap<>();
        collect(mapping);
        String prefix = annotation(mapping, "ConfigMapping", "prefix");
        page.append("\n## `")
                .append(prefix)
                .append("`\n\n")
                .append(doc(mapping))
                .append("\n\n");
        page.append("| property | default | meaning |\n|---|---|---|\n");
        properties(prefix, mapping);
    }

    private void collect(ClassTree type) {
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner) {
                nested.put(inner.getSimpleName().toString(), inner);
                collect(inner);
            }
        }
    }

    private void properties(String prefix, ClassTree type) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                property(prefix, method);
            }
        }
    }

    private void property(String prefix, MethodTree method) {
        String type = method.getReturnType().toString();
        String parent = annotation(method.getModifiers().getAnnotations(), "WithParentName", null);
        String given = annotation(method.getModifiers().getAnnotations(), "WithName", "value");
        String name = parent != null
                ? prefix
                : prefix + "." + (given == null ? kebab(method.getName().toString()) : given);
        if (type.startsWith("Map<")) {
            String key = annotation(method.getModifiers().getAnnotations(), "ConfigDocMapKey", "value");
            name += ".<" + (key == null ? "name" : key) + ">";
            type = type.substring(type.indexOf(',') + 1, type.length() - 1).strip();
        }
        String element = type.replaceAll("^(Optional|List|Set)<(.*)>$", "$2");
        ClassTree inner = nested.get(element.substring(element.lastIndexOf('.') + 1));
        if (inner != null && inner.getKind() == Tree.Kind.INTERFACE) {
            properties(type.startsWith("List<") ? name + "[]" : name, inner);
            return;
        }
        String standard = annotation(method.getModifiers().getAnnotations(), "WithDefault", "value");
        page.append("| `").append(name).append("` | ");
        page.append(standard == null ? "" : "`" + standard.replace("|", "\\|") + "`");
        page.append(" | ").append(doc(method)).append(" |\n");
    }

    private String doc(Tree tree) {
        String text = docs.getDocComment(TreePath.getPath(unit, tree));
        return text == null ? "" : text.strip().replaceAll("\\s*\\n\\s*", " ").replace("|", "\\|");
    }

    private static String annotation(ClassTree type, String name, String member) {
        return annotation(type.getModifiers().getAnnotations(), name, member);
    }

    private static String annotation(List<? extends AnnotationTree> annotations, String name, String member) {
        for (AnnotationTree annotation : annotations) {
            if (annotation.getAnnotationType().toString().endsWith(name)) {
                return member == null ? "" : value(annotation, member);
            }
        }
        return null;
    }

    private static String value(AnnotationTree annotation, String member) {
        List<String> values = new ArrayList<>();
        for (var argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment
                    && assignment.getVariable().toString().equals(member)
                    && assignment.getExpression() instanceof LiteralTree literal) {
                values.add(String.valueOf(literal.getValue()));
            } else if (argument instanceof LiteralTree literal) {
                values.add(String.valueOf(literal.getValue()));
            }
        }
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
