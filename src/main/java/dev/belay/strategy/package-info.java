/// How tiers are used: in order, racing, chosen, or voting. On the path between the gateway and the tiers.
package dev.belay.strategy;
