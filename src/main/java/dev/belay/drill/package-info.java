/// The stand-in provider: an OpenAI-compatible server on loopback that plays scripted or recorded
/// conversations, misbehaves on the wire by the fault catalogue, and keeps a log of what it saw.
///
/// It stands outside the path, where a real provider would be: the model door talks to it over HTTP and cannot
/// tell the difference. Tests start it as a class, `belay demo` and `belay drill provider` as a server.
package dev.belay.drill;
