/// How models and tiers are doing, in the words of everybody who shows or counts it. Not part of any one run.
package dev.belay.exchange.health;
