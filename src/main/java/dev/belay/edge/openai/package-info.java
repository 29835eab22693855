/// The edge that speaks OpenAI's chat completions: parse, call the gateway, render. Every path below `/v1` answers in
/// OpenAI's shapes, errors included.
package dev.belay.edge.openai;
