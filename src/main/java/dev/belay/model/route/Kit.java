package dev.belay.model.route;

import dev.belay.model.pace.Backoff;
import dev.belay.model.wire.ChatClient;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;

/// What every walk needs.
///
/// @param attempts tries per model and request
record Kit(ChatClient client, Gates gates, Backoff backoff, int attempts, Pause pause, Time time) {}
