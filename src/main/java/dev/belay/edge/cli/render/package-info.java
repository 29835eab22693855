/// Runs, explanations and lists: as the native API writes them in JSON, and as people read them.
package dev.belay.edge.cli.render;
