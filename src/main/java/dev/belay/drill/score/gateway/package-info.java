/// What is drilled: our own server with a configuration made for it, or another gateway that is reached through a
/// mapping of names and headers.
package dev.belay.drill.score.gateway;
