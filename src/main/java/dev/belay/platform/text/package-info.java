/// Patterns that callers bring, matched in time that does not depend on how they are meant.
package dev.belay.platform.text;
