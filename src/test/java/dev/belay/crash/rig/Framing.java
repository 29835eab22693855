package dev.belay.crash.rig;

import java.io.IOException;
import java.io.InputStream;

/// Cuts what one client sends over one connection into frames. Used by one thread.
public interface Framing {

    /// @return `null` at the end of the stream
    Frame next(InputStream from) throws IOException;
}
