/// `/api/v1/budgets`: what may be spent, what was, and what is set aside.
package dev.belay.edge.rest.budget;
