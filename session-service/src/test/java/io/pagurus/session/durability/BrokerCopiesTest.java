package io.pagurus.session.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.ClusterLinks;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.kafka.LocalCluster;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** What real brokers say of their copies. */
class BrokerCopiesTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    @Test
    void brokersInThreeRegionsKeepThePromise() {
        try (ClusterLinks links = ClusterLinks.of(3, 1);
                LocalCluster cluster = LocalCluster.start(links.plan());
                BrokerCopies brokers = asked(cluster.bootstrapServers())) {
            // When
            JournalCopies copies = brokers.ask().orElseThrow();
            // Then
            assertThat(copies.partitions()).hasSize(12);
            assertThat(copies.partitions())
                    .allSatisfy(each ->
                            assertThat(each.racks())
                                    .containsExactlyInAnyOrder("region-1", "region-2", "region-3"));
            assertThat(Durability.GEO.missing(copies)).isEmpty();
        }
    }

    @Test
    void oneBrokerDoesNot() {
        try (LocalBroker broker = LocalBroker.start();
                BrokerCopies brokers = asked(broker.bootstrapServers())) {
            // When
            JournalCopies copies = brokers.ask().orElseThrow();
            // Then
            assertThat(copies.fewest()).isEqualTo(1);
            assertThat(Durability.GEO.missing(copies))
                    .contains("partition 0 has copies in the racks [], not in 3");
        }
    }

    @Test
    void threeBrokersOfNoRackDoNotEither() {
        try (LocalCluster cluster = LocalCluster.start(3);
                BrokerCopies brokers = asked(cluster.bootstrapServers())) {
            // When
            JournalCopies copies = brokers.ask().orElseThrow();
            // Then
            assertThat(copies.fewest()).isEqualTo(3);
            assertThat(copies.minInSync()).isEqualTo(2);
            assertThat(Durability.GEO.missing(copies))
                    .hasSize(12)
                    .contains("partition 0 has copies in the racks [, , ], not in 3");
        }
    }

    @Test
    void withoutAJournalThereIsNoAnswer() {
        try (LocalBroker broker = LocalBroker.start();
                BrokerCopies brokers =
                        new BrokerCopies(
                                Admin.create(
                                        Map.of("bootstrap.servers", broker.bootstrapServers())),
                                "nobodys.journal")) {
            assertThat(brokers.ask()).isEmpty();
        }
    }

    private static BrokerCopies asked(String servers) {
        return new BrokerCopies(
                Admin.create(Map.of("bootstrap.servers", servers)), TOPICS.sessionJournal());
    }
}
