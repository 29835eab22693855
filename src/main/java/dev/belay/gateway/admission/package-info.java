/// Admission: whether a request may be worked on, decided before anything starts.
///
/// On the path between an edge and [dev.belay.gateway.work]; called by [dev.belay.gateway.door].
package dev.belay.gateway.admission;
