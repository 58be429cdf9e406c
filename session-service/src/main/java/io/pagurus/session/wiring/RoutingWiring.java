package io.pagurus.session.wiring;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventLoop;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.routing.Announcements;
import io.pagurus.session.routing.Forwarding;
import io.pagurus.session.routing.Parcels;
import io.pagurus.session.routing.PartitionDirectory;
import io.pagurus.session.routing.Peers;
import io.pagurus.session.routing.RoutingSettings;
import io.pagurus.session.routing.RulesAdvance;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Thread-safe. Which instance has which partition, and how a request gets there. */
@Singleton
final class RoutingWiring {

    static final String DIRECTORY = "directory";
    private static final int FORWARDING_PRIORITY = 100;

    private final InstanceSettings instance;

    @Inject
    RoutingWiring(InstanceSettings instance) {
        this.instance = instance;
    }

    @Produces
    @Singleton
    PartitionDirectory directory() {
        return new PartitionDirectory();
    }

    @Produces
    @Singleton
    @Named(DIRECTORY)
    EventLoop directoryLoop(
            Topics topics,
            KafkaClients kafka,
            PartitionDirectory directory,
            DeadLetters deadLetters) {
        return new EventLoop(
                kafka::directoryConsumer,
                EventLoop.From.BEGINNING,
                List.of(topics.sessionDirectory()),
                directory,
                deadLetters);
    }

    @Produces
    @Singleton
    Announcements announcements(
            SessionTable sessions,
            PartitionDirectory directory,
            EventWriter events,
            RoutingSettings settings) {
        return new Announcements(sessions, directory, events, instance.instance(), settings);
    }

    @Produces
    @Singleton
    RulesAdvance rulesAdvance(
            SessionTable sessions,
            RulesMarks marks,
            PartitionDirectory directory,
            EventWriter events) {
        return new RulesAdvance(sessions, marks, directory, events);
    }

    @Produces
    @Singleton
    Forwarding forwarding(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            RoutingSettings settings,
            RandomGenerator random) {
        return new Forwarding(vertx, sessions, directory, instance.instance(), settings, random);
    }

    @Produces
    @Singleton
    Peers peers(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            RoutingSettings settings) {
        return new Peers(vertx, sessions, directory, instance.instance(), settings);
    }

    @Produces
    @Singleton
    Parcels parcels(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            RoutingSettings settings) {
        return new Parcels(vertx, sessions, directory, instance.instance(), settings);
    }

    @Produces
    @Singleton
    WarmUp warmUp(
            Vertx vertx,
            RoutingSettings settings,
            JournalSettings journal,
            @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer) {
        return new WarmUp(vertx, settings.url(), issuer, journal.prepareFor());
    }

    /** Before the token is checked: whoever answers checks it. */
    void route(@Observes Filters filters, Forwarding forwarding) {
        filters.register(forwarding, FORWARDING_PRIORITY);
    }
}
