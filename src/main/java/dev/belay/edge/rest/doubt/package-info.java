/// `/api/v1/doubts`: effects of which nobody knows whether they happened, over HTTP. On the path beside the
/// approvals: a person settles here what the ledger could not.
package dev.belay.edge.rest.doubt;
