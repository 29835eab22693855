/// Two ways of answering compared: how many runs of each succeeded, how long they took and what they cost, whether the
/// difference is more than chance, and what follows from it. Beside the path; one state for all processes.
package dev.belay.statistics.experiment;
