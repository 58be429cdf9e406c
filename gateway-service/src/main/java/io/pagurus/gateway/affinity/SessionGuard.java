package io.pagurus.gateway.affinity;

import io.pagurus.gateway.memory.LruMap;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks. Says of requests that are no turns whether the session that they name
 * is their sender's. A turn needs none of this: its session's owner is asked for anyway.
 *
 * <p>That nobody has a session is remembered for a moment only, so another gateway's caller may
 * have opened it meanwhile; that somebody has it is remembered with its owner.
 */
public final class SessionGuard {

    private final OwnerCache owners;
    private final SessionOwnership ownership;
    private final AffinityConfig config;
    private final Clock clock;
    private final LruMap<String, Long> unknownUntil;
    private final AtomicInteger asking = new AtomicInteger();
    private volatile long silentUntil;

    public SessionGuard(
            OwnerCache owners, SessionOwnership ownership, AffinityConfig config, Clock clock) {
        this.owners = owners;
        this.ownership = ownership;
        this.config = config;
        this.clock = clock;
        this.unknownUntil = new LruMap<>(config.maxUnknown());
    }

    /** As far as is remembered; null when somebody would have to be asked. */
    public @Nullable Standing remembered(String sessionId, String principal) {
        KnownOwner owner = owners.find(sessionId).orElse(null);
        if (owner != null) {
            return standing(owner, principal);
        }
        Long until = unknownUntil.find(sessionId);
        return until != null && clock.millis() < until ? Standing.OWN : null;
    }

    /**
     * Asks session-service; ends on the caller's event loop, and always well.
     *
     * @param traceParent of the trace that it is part of; null where there is none
     */
    public Future<Standing> ask(String sessionId, String principal, @Nullable String traceParent) {
        if (clock.millis() < silentUntil) {
            return Future.succeededFuture(Standing.UNPROVED);
        }
        if (asking.incrementAndGet() > config.maxLookups()) {
            asking.decrementAndGet();
            return Future.succeededFuture(Standing.UNPROVED);
        }
        return ownership
                .within(traceParent)
                .find(sessionId)
                .onComplete(_ -> asking.decrementAndGet())
                .map(answer -> judge(answer, sessionId, principal));
    }

    private Standing judge(OwnershipAnswer answer, String sessionId, String principal) {
        return switch (answer) {
            case OwnershipAnswer.Owned(KnownOwner owner) -> learnt(sessionId, owner, principal);
            case OwnershipAnswer.Overtaken(KnownOwner owner) -> learnt(sessionId, owner, principal);
            case OwnershipAnswer.Unknown _, OwnershipAnswer.Expired _ -> {
                unknownUntil.put(sessionId, clock.millis() + config.unknownFor().toMillis());
                yield Standing.OWN;
            }
            case OwnershipAnswer.Unavailable _ -> {
                silentUntil = clock.millis() + config.lookupPause().toMillis();
                yield Standing.UNPROVED;
            }
            case OwnershipAnswer.Refused _ -> Standing.UNPROVED;
        };
    }

    private Standing learnt(String sessionId, KnownOwner owner, String principal) {
        owners.learn(sessionId, owner);
        return standing(owner, principal);
    }

    private static Standing standing(KnownOwner owner, String principal) {
        return owner.servesFor(principal) ? Standing.OWN : Standing.FOREIGN;
    }
}
