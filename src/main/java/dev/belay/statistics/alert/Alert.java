package dev.belay.statistics.alert;

import dev.belay.exchange.health.Subject;
import java.time.Instant;

/// Something that somebody has to look at.
///
/// @param cause as of [dev.belay.exchange.health.HealthEvent.Alert]
/// @param what is wrong and what to check, for people
/// @param clearedAt when it was over, or `null` while it is not
public record Alert(String id, Subject subject, String cause, String what, Instant raisedAt, Instant clearedAt) {}
