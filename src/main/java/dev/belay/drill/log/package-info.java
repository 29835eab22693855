/// What the stand-in saw: every attempt with its times, its connection, what was asked and what was sent.
/// Written by the threads of the connections, read by tests, by the drill, and by people as JSON.
package dev.belay.drill.log;
