/// How many calls a model is sent at once, and how long to wait before it is asked again.
///
/// On the path, [dev.belay.model.route] keeps to it.
package dev.belay.model.pace;
