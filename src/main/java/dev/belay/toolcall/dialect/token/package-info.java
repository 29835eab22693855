/// Calls between special tokens, where the name stands outside the JSON: Mistral, DeepSeek, Kimi, Harmony.
package dev.belay.toolcall.dialect.token;
