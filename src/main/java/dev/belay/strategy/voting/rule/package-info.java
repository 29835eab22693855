/// How runs vote, from configuration.
package dev.belay.strategy.voting.rule;
