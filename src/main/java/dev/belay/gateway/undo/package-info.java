/// Takes runs back: hands what a run did to the tools that undo it, before the run goes on or rests. Stands between the
/// store of runs, which knows what is to be undone, and the tools, which know how.
package dev.belay.gateway.undo;
