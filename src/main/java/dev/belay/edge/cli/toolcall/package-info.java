/// Shows how calls are read out of models' text, without a server. On the path: this edge uses the parser directly.
package dev.belay.edge.cli.toolcall;
