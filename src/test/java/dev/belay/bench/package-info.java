/// What Belay costs: time to start, memory, and time added to a call. Measured on the packaged application as a
/// process, against a stand-in provider in the same run, so that numbers of different machines compare as ratios.
package dev.belay.bench;
