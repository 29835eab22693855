/// A demonstration that needs no key and no network, because it brings the stand-in provider along.
package dev.belay.edge.cli.demo;
