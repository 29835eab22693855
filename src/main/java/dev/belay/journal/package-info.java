/// What was decided and what came of it, in order: the memory from which any tier, and any process, carries a run on.
package dev.belay.journal;
