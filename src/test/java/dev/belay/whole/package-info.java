/// The application as a whole: real HTTP in, a stand-in provider out, a real PostgreSQL, and counts of what happened.
package dev.belay.whole;
