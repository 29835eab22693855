/// AI services, one interface each, with their prompts beside them. Tiers and strategies use them; they know
/// nothing of runs.
package dev.belay.specialist;
