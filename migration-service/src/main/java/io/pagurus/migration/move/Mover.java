package io.pagurus.migration.move;

import io.pagurus.events.Owner;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.migration.fleet.Fleet;
import io.pagurus.migration.move.Move.Left;
import io.pagurus.migration.move.Move.Moved;
import io.pagurus.migration.move.Move.Overtaken;
import io.pagurus.migration.move.Move.Reason;
import io.pagurus.migration.plan.Placement;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.sessions.SessionDirectory;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Thread-safe; {@link #move} blocks its (virtual) thread. Takes one session over by a
 * compare-and-set on its epoch: whatever was done before, by whomever, a second run does no harm.
 */
public final class Mover {

    private final SessionDirectory sessions;
    private final Supplier<Fleet> fleet;
    private final Waiting waiting;

    public Mover(SessionDirectory sessions, Supplier<Fleet> fleet, Waiting waiting) {
        this.sessions = sessions;
        this.fleet = fleet;
        this.waiting = waiting;
    }

    public Move move(Leaving leaving, SessionNeed need) {
        Deadline deadline = new Deadline(waiting, leaving.until());
        // Whom a grant without verdict may have made the owner.
        Set<String> asked = new HashSet<>();
        long expected = need.epoch();
        Reason reason;
        do {
            Fleet now = fleet.get();
            if (now.readmitted(leaving.nodeId(), leaving.incarnation())) {
                return new Left(Reason.READMITTED);
            }
            Optional<NodeState> target =
                    Placement.choose(need.sessionId(), now.targets(leaving.nodeId()));
            if (target.isEmpty()) {
                reason = Reason.NO_TARGET;
                continue;
            }
            Owner to = new Owner(target.get().nodeId(), target.get().region());
            switch (sessions.grant(need.sessionId(), expected, to, leaving.migrationId())) {
                case Grant.Granted _ -> {
                    return new Moved();
                }
                case Grant.Gone _ -> {
                    return new Overtaken();
                }
                case Grant.Rejected _ -> {
                    return new Left(Reason.REJECTED);
                }
                case Grant.Conflict(long epoch, Owner owner)
                        when !owner.node().equals(leaving.nodeId()) -> {
                    return epoch == expected + 1 && asked.contains(owner.node())
                            ? new Moved()
                            : new Overtaken();
                }
                case Grant.Conflict(long epoch, Owner _) -> {
                    expected = epoch;
                    reason = Reason.NO_VERDICT;
                }
                case Grant.Away _ -> {
                    asked.add(to.node());
                    reason = Reason.NO_VERDICT;
                }
            }
        } while (deadline.anotherTry());
        return new Left(reason);
    }
}
