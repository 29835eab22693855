package dev.belay.run;

import dev.belay.journal.Journals;
import dev.belay.journal.fence.Lease;
import dev.belay.ledger.EffectLedger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Where a run is written down, and the right to do so.
@Singleton
final class Books {
    private final Journals journals;
    private final EffectLedger ledger;
    private final Lease lease;

    @Inject
    Books(Journals journals, EffectLedger ledger, Lease lease) {
        this.journals = journals;
        this.ledger = ledger;
        this.lease = lease;
    }

    Journals journals() {
        return journals;
    }

    EffectLedger ledger() {
        return ledger;
    }

    Lease lease() {
        return lease;
    }
}
