/// Talks to providers: one streamed request over the JDK's `HttpClient`, watched for silence, size and cancellation.
///
/// Calls are made on the caller's virtual thread, which waits on a queue and is never interrupted. LangChain4j's own
/// streaming models are not used because they hide malformed, late and doubled events.
package dev.belay.model.wire;
