/// What models do wrong when they call tools: replies changed before they are put into frames, so that every
/// one of these mistakes can be combined with any fault of the wire. Knows nothing of HTTP.
package dev.belay.drill.call;
