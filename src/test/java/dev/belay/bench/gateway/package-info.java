/// What a gateway adds to a call, and what it lets through: Belay, a published gateway and an nginx proxy between the
/// same caller and the same provider, in one run.
package dev.belay.bench.gateway;
