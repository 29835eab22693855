/// The door in LangChain4j's shape, so that its AI services run on our client. The only part of `model` that knows
/// LangChain4j.
package dev.belay.model.chat;
