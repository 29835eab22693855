/// The strategy that begins with the tier that fits the task: less for a simple one, more for a complex one.
package dev.belay.strategy.smart;
