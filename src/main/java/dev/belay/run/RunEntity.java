package dev.belay.run;

import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.platform.Json;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A row of `run`, for reading. Rows are written by [RunTable].
@Entity
@Immutable
@Table(name = "run")
class RunEntity extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "root_id")
    public UUID rootId;

    @Column(name = "caller_id")
    public String callerId;

    public String strategy;
    public String policy;
    public String session;
    public String state;
    public String outcome;
    public String usage;
    public int attempts;

    @Column(name = "started_at")
    public Instant startedAt;

    @Column(name = "ended_at")
    public Instant endedAt;

    static Optional<RunEntity> of(UUID id, String callerId) {
        return find("id = ?1 and callerId = ?2", id, callerId).firstResultOptional();
    }

    /// The caller's runs, newest first.
    ///
    /// @param before the run after which the page begins, or `null`
    static List<RunEntity> page(String callerId, UUID before, int limit) {
        return before == null
                ? RunEntity.<RunEntity>find("callerId = ?1 order by id desc", callerId)
                        .range(0, limit - 1)
                        .list()
                : RunEntity.<RunEntity>find("callerId = ?1 and id < ?2 order by id desc", callerId, before)
                        .range(0, limit - 1)
                        .list();
    }

    RunRecord record() {
        return new RunRecord(
                new RunRecord.Head(
                        id.toString(),
                        rootId.toString(),
                        callerId,
                        strategy,
                        policy,
                        session,
                        new RunRecord.Times(startedAt, endedAt)),
                RunState.valueOf(state),
                outcome == null ? null : Json.read(outcome, Outcome.class),
                usage == null ? Usage.NONE : Json.read(usage, Usage.class),
                attempts);
    }
}
