package dev.belay.tool;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// The tools that are classes: every bean that is a [Tool] and carries [ToolDefinition].
@ApplicationScoped
class BeanTools implements ToolSource {
    private final List<Tool> beans;

    BeanTools(@All List<Tool> beans) {
        this.beans = beans;
    }

    @Override
    public List<Supplied> tools() {
        List<Supplied> supplied = new ArrayList<>();
        List<BadTools.Problem> problems = new ArrayList<>();
        for (Tool bean : beans) {
            Class<?> type = ClientProxy.unwrap(bean).getClass();
            ToolDefinition definition = definition(type);
            if (definition == null) {
                problems.add(new BadTools.Problem(type.getName(), "is a Tool without @ToolDefinition"));
            } else {
                supplied.add(new Supplied(ToolDescription.of(definition), bean, type.getName()));
            }
        }
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
        return supplied;
    }

    /// An intercepted bean is an instance of a generated subclass that does not carry the annotation itself.
    private static ToolDefinition definition(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            ToolDefinition definition = c.getAnnotation(ToolDefinition.class);
            if (definition != null) {
                return definition;
            }
        }
        return null;
    }
}
