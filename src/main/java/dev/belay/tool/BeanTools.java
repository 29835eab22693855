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
            ToolDescription.of(type)
                    .ifPresentOrElse(
                            description -> supplied.add(new Supplied(description, bean, type.getName())),
                            () -> problems.add(
                                    new BadTools.Problem(type.getName(), "is a Tool without @ToolDefinition")));
        }
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
        return supplied;
    }
}
