/// Which budgets apply to a run: those of its request, and those of the configuration.
package dev.belay.budget.limit;
