/// What the stand-in says: conversations written down in YAML or recorded as OpenAI messages, and the matching
/// that finds the next decision for a request, whichever tier wrote it.
package dev.belay.drill.script;
