/// The packaged application under more load than it can take, and while it ends.
package dev.belay.overload;
