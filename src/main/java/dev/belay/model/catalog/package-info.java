/// What is configured about models and routes, checked and made immutable. Everything below the door reads it.
package dev.belay.model.catalog;
