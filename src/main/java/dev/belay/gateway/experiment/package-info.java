/// Experiments: which requests get another order, model or system prompt than their policy's. On the path, the
/// front door has an admitted request assigned before it opens a run.
package dev.belay.gateway.experiment;
