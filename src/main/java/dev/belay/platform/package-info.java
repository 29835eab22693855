/// What the machine gives: time, threads, random ids, JSON. Nothing else in Belay reads a clock or starts a thread.
package dev.belay.platform;
