/// The rules of the house, executed, each with a fixture that proves that it bites.
package dev.belay.architecture;
