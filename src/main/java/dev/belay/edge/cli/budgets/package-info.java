/// `belay budgets`: what may be spent, what was, and what is left.
package dev.belay.edge.cli.budgets;
