package io.pagurus.protocol.variant;

import io.pagurus.protocol.variant.Protocol.Acknowledgement;
import io.pagurus.protocol.variant.Protocol.Authority;
import io.pagurus.protocol.variant.Protocol.Deduplication;
import io.pagurus.protocol.variant.Protocol.Fence;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.RulesVersion;
import java.util.List;

/** Immutable. Protocols that look right and are not: a checker has to find out each of them. */
public final class Wrong {

    public static final Protocol REDIS_FENCE =
            Protocol.RIGHT.named("epoch fence in Redis alone").with(Authority.REDIS);

    public static final Protocol REDIS_FENCE_THEN_JOURNAL =
            Protocol.RIGHT
                    .named("epoch fence in Redis, journal before the ack")
                    .with(Authority.REDIS_THEN_JOURNAL);

    public static final Protocol BROKER_ACK =
            Protocol.RIGHT
                    .named("journal first, told on the broker's ack")
                    .with(Acknowledgement.BROKER);

    public static final Protocol NO_FENCE =
            Protocol.RIGHT.named("no fence").with(new UnfencedRules(Protocol.RIGHT.rules()));

    public static final Protocol LEASE_FENCE =
            NO_FENCE.named("fence by a lease and a clock").with(Fence.LEASE);

    public static final Protocol REDIS_DEDUPLICATION =
            Protocol.RIGHT
                    .named("known turns in Redis only")
                    .with(new ForgetfulRules(Protocol.RIGHT.rules()))
                    .with(Deduplication.REDIS_ONLY);

    public static final Protocol TASKS_BY_LEASE =
            Protocol.RIGHT
                    .named("tasks taken over by their lease, without attempts")
                    .with(new LeaseOnlyRules(Protocol.RIGHT.rules()));

    public static final Protocol PROLONGED_IS_LEASED =
            Protocol.RIGHT
                    .named("a lease that prolongs another counts as a new one")
                    .without(Guard.NEW_LEASE_ALONE);

    public static final Protocol VIEW_WITHOUT_OFFSETS =
            Protocol.RIGHT.named("view steps that ask no offset").without(Guard.VIEW_OFFSETS);

    public static final Protocol SNAPSHOT_WITHOUT_FENCE =
            Protocol.RIGHT.named("snapshots of any writer").without(Guard.SNAPSHOT_GENERATION);

    public static final Protocol EPOCHS_ANEW =
            Protocol.RIGHT.named("epochs begin anew after forgetting").without(Guard.EPOCH_FLOOR);

    public static final Protocol FLOOR_IN_MEMORY =
            Protocol.RIGHT.named("snapshots without the epoch floor").without(Guard.STORED_FLOOR);

    public static final Protocol STARTS_NOT_COMPARED =
            Protocol.RIGHT
                    .named("numbers of starts that nobody compares")
                    .with(new FencedRules(FoldLimits.DEFAULT, RulesVersion.FIRST));

    public static final List<Protocol> ALL =
            List.of(
                    REDIS_FENCE,
                    REDIS_FENCE_THEN_JOURNAL,
                    BROKER_ACK,
                    NO_FENCE,
                    LEASE_FENCE,
                    REDIS_DEDUPLICATION,
                    TASKS_BY_LEASE,
                    PROLONGED_IS_LEASED,
                    VIEW_WITHOUT_OFFSETS,
                    SNAPSHOT_WITHOUT_FENCE,
                    EPOCHS_ANEW,
                    FLOOR_IN_MEMORY,
                    STARTS_NOT_COMPARED);

    private Wrong() {}
}
