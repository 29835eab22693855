/// How much is taken on at once: places for runs, shared out between callers, and bytes of what is sent.
///
/// On the path in front of everything that costs memory: the edges ask for bytes before they read a body,
/// [dev.belay.gateway.door] asks for a place before it opens a run. What does not fit is turned away, cheaply.
package dev.belay.gateway.load;
