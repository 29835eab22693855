/// What past attempts let expect of tiers, the older the less, and which tier to try first. Beside the path: strategies
/// ask it, and never wait for the database.
package dev.belay.statistics.learning;
