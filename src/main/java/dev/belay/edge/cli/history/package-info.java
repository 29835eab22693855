/// Commands that go back in a run's past. They ask the server and print what it says.
package dev.belay.edge.cli.history;
