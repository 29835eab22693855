package dev.belay.packaging;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Finds what the Kubernetes model does not know: its classes put it aside instead of refusing it.
final class StrictModel {
    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private StrictModel() {}

    /// Paths of properties that no class of the model declares.
    static List<String> unknownProperties(Object root) {
        List<String> found = new ArrayList<>();
        walk("", root, found);
        return found;
    }

    private static void walk(String path, Object value, List<String> found) {
        switch (value) {
            case Collection<?> items -> items.forEach(item -> walk(path + "[]", item, found));
            case Map<?, ?> entries -> entries.forEach((key, item) -> walk(path + "." + key, item, found));
            case Object model when model.getClass().getName().startsWith(MODEL) -> properties(path, model, found);
            case null, default -> {
                // a plain value
            }
        }
    }

    private static void properties(String path, Object model, List<String> found) {
        for (Method getter : model.getClass().getMethods()) {
            if (getter.getParameterCount() > 0 || !getter.getName().startsWith("get")) {
                continue;
            }
            Object value = read(getter, model);
            if (getter.isAnnotationPresent(JsonAnyGetter.class)) {
                ((Map<?, ?>) value).keySet().forEach(name -> found.add(path + "." + name));
            } else {
                walk(path + "." + getter.getName().substring(3), value, found);
            }
        }
    }

    private static Object read(Method getter, Object model) {
        try {
            return getter.invoke(model);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
