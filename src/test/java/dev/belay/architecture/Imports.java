package dev.belay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The import table of the design as data: what each package may import besides `exchange` and `platform`.
/// A row is changed by an ADR.
final class Imports {
    private static final String ROOT = "dev.belay.";

    /// What the edges say alike. It knows none of them.
    private static final String ALIKE = "edge.http";

    /// Facades that edges may use: everything but the inside of tiers, the specialists and the journal.
    private static final List<String> FACADES = List.of(
            "ledger",
            "budget",
            "approval",
            "toolcall",
            "model",
            "tool",
            "memory",
            "statistics",
            "tier!",
            "strategy",
            "run",
            "gateway",
            "team",
            "event",
            "drill");

    /// A name ending in `!` means that package alone, without what lies below it.
    static final Map<String, List<String>> TABLE = table();

    private Imports() {}

    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("exchange", List.of());
        table.put("platform", List.of());
        table.put("health", List.of());
        table.put("journal", List.of());
        table.put("ledger", List.of("journal"));
        table.put("budget", List.of("journal"));
        table.put("approval", List.of("journal"));
        table.put("toolcall", List.of());
        table.put("sandbox", List.of());
        table.put("model", List.of("budget", "journal", "health"));
        table.put("tool", List.of("ledger", "approval", "budget", "journal", "sandbox"));
        table.put("memory", List.of("model", "tool"));
        table.put("specialist", List.of("model", "tool", "journal"));
        table.put("statistics", List.of("journal"));
        table.put("tier!", List.of("health"));
        table.put("tier.judge", List.of());
        table.put("tier.agent", List.of("tier!", "tier.judge", "model", "tool", "toolcall", "specialist", "journal"));
        table.put(
                "tier.adk",
                List.of("tier!", "tier.judge", "tier.agent", "model", "tool", "toolcall", "specialist", "journal"));
        table.put(
                "tier.loop",
                List.of("tier!", "tier.judge", "tier.agent", "model", "tool", "toolcall", "specialist", "journal"));
        table.put(
                "tier.code",
                List.of(
                        "tier!",
                        "tier.judge",
                        "tier.agent",
                        "sandbox",
                        "model",
                        "tool",
                        "toolcall",
                        "specialist",
                        "journal"));
        table.put("tier.degraded", List.of("tier!", "tier.judge", "memory", "tool"));
        table.put("strategy", List.of("tier!", "tier.judge", "budget", "statistics", "specialist", "model.embedding!"));
        table.put("run", List.of("journal", "ledger", "approval", "budget"));
        table.put(
                "gateway",
                List.of("strategy", "tier!", "run", "budget", "memory", "statistics", "tool", "model", "ledger"));
        table.put("team", List.of("gateway", "specialist", "run", "approval"));
        table.put("event", List.of("gateway", "run"));
        table.put("notice", List.of("approval", "tool", "run"));
        table.put("drill", List.of());
        table.put("telemetry", List.of());
        table.put(ALIKE, FACADES);
        for (String edge : List.of("rest", "openai", "cli", "console", "mcp")) {
            List<String> allowed = new ArrayList<>(FACADES);
            allowed.add(ALIKE);
            table.put("edge." + edge, List.copyOf(allowed));
        }
        return table;
    }

    static ArchRule rule(String row) {
        List<String> allowed = new ArrayList<>(TABLE.get(row));
        allowed.add(row);
        allowed.add("exchange");
        allowed.add("platform");
        if (row.equals("exchange")) {
            allowed.remove("platform");
        }
        return classes()
                .that(resideIn(List.of(row)))
                .should()
                .onlyDependOnClassesThat(outside().or(resideIn(allowed)))
                .as(row + " imports only " + allowed)
                .allowEmptyShould(true);
    }

    /// Every class belongs to a row: a package that the table does not know is a mistake.
    static ArchRule known() {
        return classes()
                .that(DescribedPredicate.not(describe("are package descriptions", Imports::isPackageInfo)))
                .should()
                .resideInAnyPackage(
                        TABLE.keySet().stream().map(Imports::pattern).toArray(String[]::new));
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info")
                || type.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static String pattern(String row) {
        return row.endsWith("!") ? ROOT + row.substring(0, row.length() - 1) : ROOT + row + "..";
    }

    private static DescribedPredicate<JavaClass> outside() {
        return describe("are not Belay's", type -> !type.getPackageName().startsWith("dev.belay"));
    }

    private static DescribedPredicate<JavaClass> resideIn(List<String> rows) {
        return describe("reside in " + rows, type -> rows.stream().anyMatch(row -> holds(row, type.getPackageName())));
    }

    private static boolean holds(String row, String name) {
        if (row.endsWith("!")) {
            return name.equals(ROOT + row.substring(0, row.length() - 1));
        }
        return name.equals(ROOT + row) || name.startsWith(ROOT + row + ".");
    }
}
