package dev.belay.tool.http;

import dev.belay.tool.BadTools;
import dev.belay.tool.ToolSource;
import dev.belay.tool.egress.AddressRule;
import dev.belay.tool.egress.Egress;
import dev.belay.tool.egress.HostList;
import dev.belay.tool.egress.Policy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// The tools from configuration.
@ApplicationScoped
public class HttpTools implements ToolSource {
    private final HttpToolsConfig config;
    private final Egress egress;

    public HttpTools(HttpToolsConfig config, Egress egress) {
        this.config = config;
        this.egress = egress;
    }

    @Override
    public List<Supplied> tools() {
        List<Supplied> tools = new ArrayList<>();
        List<BadTools.Problem> problems = new ArrayList<>();
        config.tools().forEach((name, declared) -> {
            Declared reading = new Declared(name, declared);
            reading.checkEffect();
            HttpTool.Declaration declaration = reading.declaration();
            CompensationTemplate compensation = reading.compensation();
            problems.addAll(reading.problems());
            if (reading.problems().isEmpty()) {
                HttpTool tool = new HttpTool(declaration, policy(declared, declaration.url()), egress, compensation);
                tools.add(new Supplied(reading.description(), tool, reading.origin()));
            }
        });
        if (!problems.isEmpty()) {
            throw new BadTools(problems);
        }
        return tools;
    }

    /// Exactly the host that the operator wrote down, and plain HTTP only if that was written down too.
    private static Policy policy(HttpToolsConfig.HttpToolConfig declared, UrlTemplate url) {
        AddressRule addresses = declared.allowPrivate() ? AddressRule.ANY_HOST : AddressRule.PUBLIC;
        return new Policy(
                new HostList(List.of(url.authority())), addresses, url.scheme().equals("http"));
    }
}
