/// The caller's view: asks a gateway over HTTP and keeps every byte it got, well formed or not.
package dev.belay.drill.score.caller;
