package dev.belay.edge.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.budget.Standing;
import dev.belay.platform.Json;
import java.math.BigDecimal;
import java.util.List;

/// Budgets in the words of the native API.
public final class BudgetJson {
    private BudgetJson() {}

    public static ArrayNode of(List<Standing> standings) {
        ArrayNode list = Json.mapper().createArrayNode();
        standings.forEach(standing -> list.add(of(standing)));
        return list;
    }

    private static ObjectNode of(Standing standing) {
        ObjectNode json = Json.object()
                .put("scope", standing.account().scope().word())
                .put("subject", standing.account().subject())
                .put("period", standing.account().period())
                .put("measure", standing.account().measure().word());
        return json.put("limit", plain(standing.account().limit()))
                .put("spent", plain(standing.spent()))
                .put("presumed", plain(standing.presumed()))
                .put("reserved", plain(standing.reserved()))
                .put("over", plain(standing.over()))
                .put("left", plain(standing.left()));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
