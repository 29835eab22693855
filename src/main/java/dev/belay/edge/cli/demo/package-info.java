/// The commands that bring the stand-in provider along: a demonstration that needs no key and no network, and the
/// stand-in by itself.
package dev.belay.edge.cli.demo;
