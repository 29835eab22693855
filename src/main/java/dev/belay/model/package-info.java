/// The only door to a language model: routes, retries between models, limits on silence, prices.
///
/// A tier asks a *route*; the door asks its models in order and returns one whole message, or fails when the route is
/// exhausted. On the path between a tier and the provider. Here stand the contract, the configuration and the table of
/// reactions; `route` walks, `wire` talks, `codec` translates, `catalog` holds what is configured, and `chat` is the
/// same door in LangChain4j's shape. Beside it, `embedding` is the door to a model that only compares.
package dev.belay.model;
