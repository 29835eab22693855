/// The native API's view of experiments.
package dev.belay.edge.rest.experiments;
