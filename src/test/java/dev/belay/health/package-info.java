/// Tests of [dev.belay.health].
package dev.belay.health;
