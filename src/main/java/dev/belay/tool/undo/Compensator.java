package dev.belay.tool.undo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.schema.Reading;
import dev.belay.tool.schema.ResultSchema;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// Undoes effects, each by the call that its tool declares.
@Singleton
public final class Compensator {
    private static final Logger LOG = Logger.getLogger(Compensator.class);
    private static final int ID_LENGTH = 16;

    private final ToolCatalog catalog;
    private final ToolDoor door;

    public Compensator(ToolCatalog catalog, ToolDoor door) {
        this.catalog = catalog;
        this.door = door;
    }

    /// What undoes the effect that a call had.
    ///
    /// @param arguments of that call, canonical JSON
    /// @param result what it gave
    public Declared of(String effect, String tool, String arguments, String result, Caller caller) {
        ToolCatalog.Entry entry = catalog.find(tool);
        if (entry == null) {
            return new Declared.None("there is no tool " + tool + " any more");
        }
        try {
            Tool.Compensation undo = entry.tool()
                    .compensate(new Arguments((ObjectNode) Json.tree(arguments)), ResultSchema.bare(result));
            return undo == null
                    ? new Declared.None(tool + " declares nothing that undoes it")
                    : of(effect, undo, caller);
        } catch (ToolFailed e) {
            return new Declared.None(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf(e, "tool %s could not say what undoes it", tool);
            return new Declared.None(tool + " could not say what undoes it");
        }
    }

    private Declared of(String effect, Tool.Compensation undo, Caller caller) {
        ToolCatalog.Entry entry = catalog.find(undo.tool());
        if (entry == null) {
            return new Declared.None("there is no tool " + undo.tool() + ", which would undo it");
        }
        if (!caller.mayUse(undo.tool())) {
            return new Declared.None(undo.tool() + " would undo it, but is not allowed to this caller");
        }
        if (!entry.description().effect().hasEffect()) {
            return new Declared.None(undo.tool() + " is to undo it, but has no effect itself");
        }
        return switch (entry.schema().read(Json.write(undo.arguments()))) {
            case Reading.Fit fit ->
                new Declared.Call(new ToolCall("undo-" + shortened(effect), undo.tool(), fit.canonical()));
            case Reading.Unfit unfit -> new Declared.None(undo.tool() + " would undo it, but " + unfit.problem());
        };
    }

    private static String shortened(String effect) {
        return effect.length() <= ID_LENGTH ? effect : effect.substring(0, ID_LENGTH);
    }

    /// Undoes one effect. If an earlier attempt began and nobody knows what came of it, that one is gone on with: the
    /// journal holds its decision, and thereby its key in the ledger.
    ///
    /// @param effect key of the effect that is undone
    /// @throws ControlFlow.NeedsHuman if it was not undone, or nobody knows whether it was
    public void undo(String effect, String tool, ToolCall call, Where where) {
        Entry decision = begun(effect, where.journal());
        if (decision == null) {
            decision = where.journal().append(new Entry.Undoing(effect, tool, call));
        }
        ToolCall decided = ((Entry.Undoing) decision.fact()).call();
        ToolResult result = door.execute(decided, decision.seq(), where.bench(decided.name()));
        switch (result.status()) {
            case OK -> where.journal().append(new Entry.Undone(effect, tool));
            case ERROR ->
                throw new ControlFlow.NeedsHuman(
                        tool + " could not be undone by " + decided.name() + ": " + result.content(), decided.name());
            case IN_DOUBT ->
                throw new ControlFlow.NeedsHuman(
                        "whether " + decided.name() + " has undone " + tool + " is not known: " + result.content(),
                        decided.name());
        }
    }

    private static Entry begun(String effect, RunJournal journal) {
        List<Entry> latestFirst = journal.entries().reversed();
        for (Entry entry : latestFirst) {
            switch (entry.fact()) {
                case Entry.Undone undone
                when undone.effect().equals(effect) -> {
                    return null;
                }
                case Entry.Undoing undoing
                when undoing.effect().equals(effect) -> {
                    return entry;
                }
                default -> {
                    // is about something else
                }
            }
        }
        return null;
    }

    public sealed interface Declared {
        /// @param call with canonical arguments
        record Call(ToolCall call) implements Declared {}

        record None(String why) implements Declared {}
    }
}
