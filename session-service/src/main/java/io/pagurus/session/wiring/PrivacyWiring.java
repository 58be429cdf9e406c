package io.pagurus.session.wiring;

import io.pagurus.events.kafka.Topics;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.privacy.EncryptionSettings;
import io.pagurus.session.privacy.OpenedBodies;
import io.pagurus.session.privacy.Payloads;
import io.pagurus.session.privacy.Privacy;
import io.pagurus.session.view.SessionBodies;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Thread-safe. What seals payloads on their way in, and opens them on their way out. */
@Singleton
final class PrivacyWiring {

    @Produces
    @Singleton
    Privacy privacy(
            Topics topics,
            KafkaClients kafka,
            Journal journal,
            EncryptionSettings settings,
            JournalSettings reading) {
        return Privacy.of(
                settings,
                new Privacy.KeyClients(
                        kafka::snapshotConsumer, kafka::keysProducer, topics.sessionKeys()),
                journal,
                reading.loadDeadline());
    }

    @Produces
    @Singleton
    Payloads payloads(Privacy privacy) {
        return privacy.payloads();
    }

    @Produces
    @Singleton
    OpenedBodies openedBodies(SessionBodies bodies, Payloads payloads) {
        return new OpenedBodies(bodies, payloads);
    }
}
