package dev.belay.sandbox;

/// There are as many sandboxes as there may be, and none was closed in time.
public final class SandboxBusy extends RuntimeException {
    SandboxBusy(int open) {
        super("all " + open + " sandboxes are in use");
    }
}
