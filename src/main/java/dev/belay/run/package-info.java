/// Runs: what is being worked on and what became of it. On the path, the gateway opens a run here, and edges ask here.
package dev.belay.run;
