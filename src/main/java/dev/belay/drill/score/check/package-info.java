/// Small named checks of what a caller got and what a provider saw.
package dev.belay.drill.score.check;
