package dev.belay.strategy.smart;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/// How complex a task is, and which tier is tried first for it.
@ConfigMapping(prefix = "belay.strategies.smart")
public interface SmartConfig {

    /// Which tier is tried first.
    First first();

    /// Most tools of a simple task, whatever its length.
    @WithDefault("0")
    int simpleTools();

    /// Most tools of a medium task that is short. With more, or when it is longer, a task is complex.
    @WithDefault("2")
    int mediumTools();

    /// Characters of the latest user message from which on a task with tools is not medium any more.
    @WithDefault("100")
    int mediumCharacters();

    /// Lines of the latest user message that are list items, headings, rows of tables or fences of code, from
    /// which on a task is one step more complex. 0: structure does not matter.
    @WithDefault("8")
    int structuredLines();

    /// Fields of the JSON Schema that is asked for, at any depth, from which on a task is one step more complex. 0: the
    /// schema does not matter.
    @WithDefault("10")
    int schemaFields();

    /// Mean tokens of past attempts at tasks of the same kind with the same tools from which on a task is one step more
    /// complex. 0: past cost does not matter.
    @WithDefault("8000")
    int costlyTokens();

    /// Past attempts below which their cost says nothing.
    @WithDefault("20")
    int costlyAttempts();

    interface First {
        /// Id of the tier that is tried first for a simple task.
        @WithDefault("loop")
        String simple();

        /// Id of the tier that is tried first for a medium task.
        @WithDefault("adk")
        String medium();

        /// Id of the tier that is tried first for a complex task.
        @WithDefault("native")
        String complex();

        /// Ids of tiers by kinds of tasks: tried first for tasks of that kind, however complex they are. Kinds
        /// are those of `belay.strategies.by-kind`; and of requests that name none `text`, `schema`, `tools`,
        /// `tools-schema`, with `-long` from 2,000 characters on.
        @ConfigDocMapKey("kind")
        Map<String, String> byKind();
    }
}
