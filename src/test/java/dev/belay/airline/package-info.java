/// Recorded conversations of an airline's agent, played again through Belay. Data is read from the fixtures' folder;
/// where that is missing, the tests here skip and say so.
package dev.belay.airline;
