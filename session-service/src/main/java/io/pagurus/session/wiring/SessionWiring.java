package io.pagurus.session.wiring;

import io.pagurus.events.kafka.Topics;
import io.pagurus.session.durability.BrokerCopies;
import io.pagurus.session.durability.Durability;
import io.pagurus.session.durability.DurabilityWatch;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.MarkedRules;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.fold.SessionFold;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Thread-safe. What all parts need: the time, chance, the names of the topics, and the fold's
 * rules.
 */
@Singleton
final class SessionWiring {

    private final InstanceSettings instance;

    @Inject
    SessionWiring(InstanceSettings instance) {
        this.instance = instance;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For ids that nobody can guess, and pauses that differ. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Durability durability() {
        return Durability.of(instance.durability());
    }

    @Produces
    @Singleton
    BrokerCopies brokerCopies(KafkaClients kafka, Topics topics) {
        return new BrokerCopies(kafka.admin(), topics.sessionJournal());
    }

    void close(@Disposes BrokerCopies copies) {
        copies.close();
    }

    @Produces
    @Singleton
    DurabilityWatch durabilityWatch(Durability promised, BrokerCopies copies) {
        return new DurabilityWatch(promised, copies::ask);
    }

    @Produces
    @Singleton
    Topics topics() {
        return new Topics(instance.topicPrefix());
    }

    /** The fence. An application that has another bean of this type has another fence. */
    @Produces
    @Singleton
    Rules rules(RulesMarks marks) {
        InstanceSettings.Fold bounds = instance.fold();
        return new MarkedRules(
                new FoldLimits(
                        bounds.rememberedTurns(),
                        bounds.stepsPerTurn(),
                        bounds.unsettledTurns(),
                        bounds.abandonedTurns(),
                        bounds.openTasks(),
                        bounds.settledTasks()),
                marks);
    }

    @Produces
    @Singleton
    SessionFold fold(Rules rules) {
        return new SessionFold(rules);
    }
}
