/// Budgets in PostgreSQL: each reservation and each settlement is one statement over all rows concerned, or none.
package dev.belay.budget.store;
