/// What is learned about tiers from the attempts of all processes: how often they hold, why they fall, how long they
/// take, what they cost. Beside the path: it hears what runs announce, and keeps sums, never texts.
package dev.belay.statistics;
