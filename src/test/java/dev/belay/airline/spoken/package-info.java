/// The recorded conversations with every call written as text, in each dialect that the parser reads.
package dev.belay.airline.spoken;
