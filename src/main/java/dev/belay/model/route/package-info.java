/// Walks a route: which model is asked, how often, after which wait, and what a failure leads to. The inside of
/// the door between the contract in [dev.belay.model] and one call in [dev.belay.model.wire].
package dev.belay.model.route;
