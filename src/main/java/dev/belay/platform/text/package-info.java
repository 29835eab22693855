/// Patterns that callers bring, matched in time that does not depend on how they are meant; numbers that somebody else
/// wrote; names, told in an error that stays short.
package dev.belay.platform.text;
