package io.pagurus.session.wiring;

import io.pagurus.session.durability.DurabilityWatch;
import io.pagurus.session.expiry.Expiry;
import io.pagurus.session.expiry.ExpirySettings;
import io.pagurus.session.expiry.Retention;
import io.pagurus.session.expiry.RetentionSettings;
import io.pagurus.session.rounds.Rounds;
import io.pagurus.session.routing.Announcements;
import io.pagurus.session.routing.RoutingSettings;
import io.pagurus.session.routing.RulesAdvance;
import io.pagurus.session.tasks.TaskSettings;
import io.pagurus.session.tasks.TaskSweep;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to the thread that starts and stops the application. What is looked through again and
 * again, each thing on a thread of its own.
 */
@Singleton
final class RegularWork {

    private final Announcements announcements;
    private final RulesAdvance rules;
    private final DurabilityWatch durability;
    private final Expiry expiry;
    private final Retention retention;
    private final TaskSweep tasks;
    private final Periods periods;
    private final List<Rounds> rounds = new ArrayList<>();

    /** Immutable. How often each is looked at. */
    private record Periods(
            Duration announcements,
            Duration durability,
            Duration expiry,
            Duration retention,
            Duration tasks) {}

    @Inject
    RegularWork(
            Announcements announcements,
            RulesAdvance rules,
            RoutingSettings routing,
            DurabilityWatch durability,
            InstanceSettings instance,
            Expiry expiry,
            ExpirySettings expiring,
            Retention retention,
            RetentionSettings retaining,
            TaskSweep tasks,
            TaskSettings sweeping) {
        this.announcements = announcements;
        this.rules = rules;
        this.durability = durability;
        this.expiry = expiry;
        this.retention = retention;
        this.tasks = tasks;
        this.periods =
                new Periods(
                        routing.lookAgain(),
                        instance.durabilityCheck(),
                        expiring.every(),
                        retaining.every(),
                        sweeping.sweepEvery());
    }

    void start() {
        begin("announcements", periods.announcements(), _ -> announcements.tell());
        begin("rules", periods.announcements(), _ -> rules.tell());
        Thread.ofVirtual().name("durability-at-start").start(durability::look);
        begin("durability", periods.durability(), _ -> durability.look());
        begin("expiry", periods.expiry(), expiry::pass);
        begin("retention", periods.retention(), retention::pass);
        begin("task-sweep", periods.tasks(), tasks::pass);
    }

    private void begin(String name, Duration every, Rounds.Round round) {
        rounds.add(Rounds.start(name, every, round));
    }

    /** Waits until each has ended. */
    void close() {
        rounds.forEach(Rounds::close);
        retention.close();
    }
}
