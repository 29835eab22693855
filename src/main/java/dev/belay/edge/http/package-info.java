/// What the edges say alike: who comes in, how work is posted and given up, what a run looks like, how an error leaves.
///
/// No edge itself and knows none: an edge brings its own way of writing errors as [Errors] and keeps its own shapes.
/// On the path it stands between HTTP and the facades.
package dev.belay.edge.http;
