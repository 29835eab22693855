/// What somebody has to look at: a breaker that opened, a tier that falls too often, nothing live left. Raised once for
/// all processes, told by log, metric and notice, and cleared when it is over. Beside the path.
package dev.belay.statistics.alert;
