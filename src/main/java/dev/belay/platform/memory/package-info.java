/// Memory that is shared by requests which know nothing of each other.
package dev.belay.platform.memory;
