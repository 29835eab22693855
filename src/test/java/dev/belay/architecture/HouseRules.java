package dev.belay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;

/// Every rule by its name, which is also the name of its bad fixture. Rules that a table of imports can say stand in
/// [Imports].
final class HouseRules {
    private static final String FAULT_TOLERANCE = "org.eclipse.microprofile.faulttolerance..";
    private static final String SMALLRYE_FAULT_TOLERANCE = "io.smallrye.faulttolerance..";

    private HouseRules() {}

    static Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "no-cycles-between-features",
                slices().matching("dev.belay.(*)..").should().beFreeOfCycles());
        rules.put(
                "no-cycles-between-packages",
                slices().matching("dev.belay.(**)").should().beFreeOfCycles());
        Imports.TABLE.keySet().forEach(row -> rules.put("imports-of-" + row.replace("!", "-root"), Imports.rule(row)));
        rules.put("every-package-is-on-the-map", Imports.known());
        rules.put("exchange-needs-the-jdk-alone", exchangeNeedsTheJdkAlone());
        rules.put("tiers-do-not-see-each-other", tiersDoNotSeeEachOther());
        rules.put("only-the-executor-runs-tools", onlyTheExecutorRunsTools());
        technologies(rules);
        rules.put("entities-are-package-private", entitiesArePackagePrivate());
        rules.put("time-chance-and-threads-come-from-platform", timeChanceAndThreads());
        rules.put("no-field-injection", noFieldInjection());
        rules.put("no-config-property", noConfigProperty());
        rules.put("nobody-observes-langchain4j", nobodyObservesLangChain4j());
        rules.put("names-say-what-a-thing-is", names());
        return rules;
    }

    private static void technologies(Map<String, ArchRule> rules) {
        rules.put(
                "jax-rs-stays-in-edges", stays("dev.belay.edge..", "jakarta.ws.rs..", "org.jboss.resteasy.reactive.."));
        rules.put("picocli-stays-in-the-cli", stays("dev.belay.edge.cli..", "picocli.."));
        rules.put(
                "langchain4j-stays-in-its-packages",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "dev.belay.model..", "dev.belay.specialist..", "dev.belay.tier.agent..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.langchain4j..", "io.quarkiverse.langchain4j.."));
        rules.put("adk-stays-in-its-tier", stays("dev.belay.tier.adk..", "com.google.adk..", "com.google.genai.."));
        rules.put("quickjs-stays-in-the-sandbox", stays("dev.belay.sandbox..", "io.roastedroot..", "run.endive.."));
        rules.put("db-scheduler-stays-with-timers", stays("dev.belay.platform.timer..", "com.github.kagkarlsson.."));
        rules.put("only-telemetry-measures", stays("dev.belay.telemetry..", "io.micrometer..", "io.opentelemetry.."));
        rules.put(
                "jpa-stays-with-runs",
                stays("dev.belay.run..", "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate.."));
        rules.put(
                "fault-tolerance-belongs-to-tiers-and-the-model-door",
                noClasses()
                        .that()
                        .resideOutsideOfPackages("dev.belay.tier..", "dev.belay.model..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(FAULT_TOLERANCE, SMALLRYE_FAULT_TOLERANCE));
    }

    /// The agent of the `native` tier has LangChain4j's events go nowhere, for what they cost: an observer
    /// would hear nothing.
    private static ArchRule nobodyObservesLangChain4j() {
        DescribedPredicate<JavaParameter> event = describe(
                "are events of LangChain4j",
                parameter -> parameter.getRawType().getPackageName().startsWith("dev.langchain4j.")
                        && (parameter.isAnnotatedWith("jakarta.enterprise.event.Observes")
                                || parameter.isAnnotatedWith("jakarta.enterprise.event.ObservesAsync")));
        return noMethods()
                .should(have(describe(
                        "a parameter that observes events of LangChain4j",
                        method -> method.getParameters().stream().anyMatch(event))));
    }

    private static ArchRule stays(String home, String... technology) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technology);
    }

    private static ArchRule exchangeNeedsTheJdkAlone() {
        return classes()
                .that()
                .resideInAPackage("dev.belay.exchange..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.belay.exchange..");
    }

    private static ArchRule tiersDoNotSeeEachOther() {
        DescribedPredicate<JavaClass> tier =
                describe("are tiers", type -> type.isAssignableTo("dev.belay.tier.Tier") && !type.isInterface());
        return classes()
                .that(tier)
                .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("not know other tiers") {
                    @Override
                    public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> tier.test(dependency.getTargetClass())
                                        && !dependency.getTargetClass().equals(type))
                                .forEach(dependency ->
                                        events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                                dependency, dependency.getDescription())));
                    }
                })
                .allowEmptyShould(true);
    }

    private static ArchRule onlyTheExecutorRunsTools() {
        DescribedPredicate<JavaMethodCall> run = describe(
                "Tool.run or Tool.reconcile",
                call -> call.getTarget().getOwner().isAssignableTo("dev.belay.tool.Tool")
                        && (call.getName().equals("run") || call.getName().equals("reconcile")));
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.belay.tool..")
                .should()
                .callMethodWhere(run);
    }

    private static ArchRule entitiesArePackagePrivate() {
        return classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAnnotatedWith("jakarta.persistence.MappedSuperclass")
                .or()
                .areAnnotatedWith("jakarta.persistence.Embeddable")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true);
    }

    private static ArchRule timeChanceAndThreads() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("dev.belay.platform..")
                .should()
                .callMethodWhere(
                        target(name("now")).and(target(owner(describe("java.time", type -> type.getPackageName()
                                .startsWith("java.time"))))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))))
                .orShould()
                .callMethodWhere(target(name("randomUUID")))
                .orShould()
                .dependOnClassesThat(describe(
                        "make chance or threads",
                        type -> type.getName().equals("java.util.concurrent.Executors")
                                || type.getName().equals("java.util.Random")
                                || type.getName().equals("java.security.SecureRandom")
                                || type.getName().equals("java.util.concurrent.ThreadLocalRandom")
                                || type.getName().startsWith("java.lang.Thread$Builder")));
    }

    private static ArchRule noFieldInjection() {
        return fields().should().notBeAnnotatedWith("jakarta.inject.Inject").allowEmptyShould(true);
    }

    private static ArchRule noConfigProperty() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty");
    }

    private static ArchRule names() {
        return noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Base|Util|Utils)(\\$.*)?");
    }
}
