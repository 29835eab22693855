/// The bench on which the model door is tested: a provider on a raw socket, and configuration as users write it.
package dev.belay.model;
