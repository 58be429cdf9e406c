package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.OwnershipAnswer;
import io.pagurus.gateway.affinity.SessionOwnership;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.routing.Route;
import io.pagurus.gateway.trail.Trail;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The owner of one turn's session: remembered, or asked for. What
 * session-service answers is remembered even when the turn no longer waits for it.
 */
final class Owners {

    private final OwnerCache cache;
    private final SessionOwnership ownership;
    private final Identity turn;
    private final Trail trail;

    Owners(OwnerCache cache, SessionOwnership ownership, TurnRequest of) {
        this.cache = cache;
        this.ownership = ownership;
        this.turn = of.identity();
        this.trail = of.trail();
    }

    @Nullable KnownOwner known() {
        return cache.find(turn.sessionId()).orElse(null);
    }

    boolean isStill(String nodeId) {
        KnownOwner owner = known();
        return owner != null && owner.node().equals(nodeId);
    }

    /**
     * Of a session that is not remembered it is to be asked anew: a move does not say whose it is.
     */
    void moved(KnownOwner owner) {
        cache.moved(turn.sessionId(), owner);
    }

    Future<OwnershipAnswer> grant(Route.Grant wanted) {
        return ownership
                .within(trail.asks("session-service grant"))
                .grant(
                        turn,
                        wanted.expectedEpoch(),
                        wanted.candidate().id(),
                        wanted.candidate().region(),
                        wanted.reason())
                .onSuccess(answer -> learn(answer, wanted.expectedEpoch()));
    }

    Future<OwnershipAnswer> find() {
        return ownership
                .within(trail.asks("session-service find"))
                .find(turn.sessionId())
                .onSuccess(answer -> learn(answer, 0));
    }

    private void learn(OwnershipAnswer answer, long expectedEpoch) {
        trail.answered(answer.label());
        switch (answer) {
            case OwnershipAnswer.Owned(KnownOwner owner) -> cache.learn(turn.sessionId(), owner);
            case OwnershipAnswer.Overtaken(KnownOwner owner) -> {
                if (owner.epoch() < expectedEpoch) {
                    // What we took for the owner never was, as far as the journal remembers.
                    cache.correct(turn.sessionId(), owner);
                } else {
                    cache.learn(turn.sessionId(), owner);
                }
            }
            case OwnershipAnswer.Unknown _, OwnershipAnswer.Expired _ ->
                    cache.forget(turn.sessionId());
            case OwnershipAnswer.Unavailable _, OwnershipAnswer.Refused _ -> {
                // Nothing was said about the owner.
            }
        }
    }
}
