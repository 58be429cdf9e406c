package io.pagurus.session.privacy;

import io.pagurus.session.journal.Journal;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The parts of this package, put together as the configuration wants them.
 *
 * @param care runs on a thread of its own, and listens to the journal; null where no key is
 *     configured, and so nothing is there to be cared for
 */
public record Privacy(Payloads payloads, @Nullable KeyCare care) {

    /**
     * Immutable. The clients for the topic of keys, made only when they are needed.
     *
     * @param consumers read what is committed, from the beginning, without a group
     * @param producers have every record acknowledged by all
     */
    public record KeyClients(
            Supplier<Consumer<String, byte @Nullable []>> consumers,
            Supplier<Producer<String, byte @Nullable []>> producers,
            String topic) {}

    /**
     * The parts.
     *
     * @param loadLimit how long reading all keys of a partition may take
     * @throws ConfigurationException when the configuration cannot work, naming each field
     */
    public static Privacy of(
            EncryptionSettings settings, KeyClients clients, Journal journal, Duration loadLimit) {
        Map<String, byte[]> secrets = EncryptionCheck.keys(settings);
        if (secrets.isEmpty()) {
            return new Privacy(new ClearPayloads(), null);
        }
        Aes aes = new Aes(new SecureRandom());
        KeyCabinet cabinet =
                new KeyCabinet(
                        new KeyEncryptionKeys(secrets, settings.activeKey().orElse(null), aes),
                        new SessionKeys(),
                        new KeyTopic(
                                clients.consumers(),
                                clients.producers(),
                                clients.topic(),
                                settings.deadline()),
                        journal,
                        loadLimit);
        return new Privacy(
                new SealedPayloads(cabinet, new PayloadCipher(aes), journal.sessions()::find),
                new KeyCare(cabinet, journal.sessions(), settings.ended(), settings.sweepEvery()));
    }

    /** What keeps the keys; empty where there are none. */
    public Optional<KeyCare> keeper() {
        return Optional.ofNullable(care);
    }
}
