/// Going back: a run that begins with the past of another, and a run that leaves the end of its own past behind after
/// what it did there is undone. On the path, edges ask here; what is decided is a row, which any process carries on.
package dev.belay.run.history;
