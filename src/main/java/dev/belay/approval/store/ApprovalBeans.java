package dev.belay.approval.store;

import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalDesk;
import dev.belay.approval.Approvals;
import dev.belay.approval.ArgumentCheck;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.timer.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires approvals.
@ApplicationScoped
class ApprovalBeans {
    private final ApprovalConfig config;
    private final Database database;

    ApprovalBeans(ApprovalConfig config, Database database) {
        this.config = config;
        this.database = database;
    }

    @Produces
    @Singleton
    Approvals approvals(Time time, Ids ids) {
        return new StoredApprovals(config, database, time, ids);
    }

    @Produces
    @Singleton
    ApprovalDesk desk(ArgumentCheck arguments) {
        return new StoredDesk(new DeskTable(database), new Decisions(config, arguments, database));
    }

    @Produces
    @Singleton
    Timer deadlines() {
        return new Deadlines(config, database);
    }
}
