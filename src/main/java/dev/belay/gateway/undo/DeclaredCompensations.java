package dev.belay.gateway.undo;

import dev.belay.exchange.Caller;
import dev.belay.run.history.Compensations;
import dev.belay.tool.undo.Compensator;
import jakarta.enterprise.context.ApplicationScoped;

/// What tools declare.
@ApplicationScoped
class DeclaredCompensations implements Compensations {
    private final Compensator compensator;

    DeclaredCompensations(Compensator compensator) {
        this.compensator = compensator;
    }

    @Override
    public Declared of(String effect, String tool, String arguments, String result, Caller caller) {
        return switch (compensator.of(effect, tool, arguments, result, caller)) {
            case Compensator.Declared.Call declared -> new Declared.Call(declared.call());
            case Compensator.Declared.None none -> new Declared.None(none.why());
        };
    }
}
