package dev.belay.toolcall.dialect.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.Form;
import dev.belay.toolcall.dialect.Found;
import dev.belay.toolcall.dialect.Layout;
import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.value.WrittenCall;
import dev.belay.toolcall.value.WrittenValue;
import dev.belay.toolcall.yaml.YamlBlock;
import java.util.List;
import java.util.Set;

/// A block of YAML with the same members that JSON would have.
public final class FencedYaml implements Dialect {
    /// What reading a block costs besides its length, in looks.
    private static final int COST = 2_000;

    @Override
    public String id() {
        return "yaml";
    }

    @Override
    public List<String> openers() {
        return List.of("```yaml", "```yml");
    }

    @Override
    public Found read(Source source, int at) {
        Layout.Fence fence = source.layout().fence(at, true);
        if (fence == null || fence.start() != at || !source.spend(COST + fence.to() - fence.from())) {
            return null;
        }
        JsonNode json = YamlBlock.read(source.between(fence.from(), fence.to()));
        if (json == null) {
            return null;
        }
        var value = new WrittenValue(json, fence.from(), fence.to(), Set.of(), true, null);
        List<WrittenCall> calls = CallShapes.in(value, source.tools());
        boolean known = !calls.isEmpty()
                && calls.stream().allMatch(call -> source.tools().find(call.name()) != null);
        return known ? Found.calls(id(), Form.BLOCK, at, fence.end(), calls) : null;
    }
}
