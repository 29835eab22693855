/// What an exercise is, and a trial: one exercise, played once in one mode.
package dev.belay.drill.score.play;
