/// Forks and rewinds below `/api/v1/runs/{id}`: a caller's wish is read and shown what became of it.
package dev.belay.edge.rest.history;
