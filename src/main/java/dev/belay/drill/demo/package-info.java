/// The scripted conversation and the sample files of `belay demo`.
package dev.belay.drill.demo;
