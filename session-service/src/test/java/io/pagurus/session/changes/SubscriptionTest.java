package io.pagurus.session.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.changes.Subscription.End;
import io.pagurus.session.changes.Subscription.Item;
import io.pagurus.session.settings.TestSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private final List<Subscription> closed = new ArrayList<>();

    @Test
    void whatComesIsTakenInOrder() throws InterruptedException {
        // Given
        Subscription reader = reader("3", "1M");
        // When
        reader.offer(covers(1), 1);
        reader.offer(covers(2), 1);
        // Then
        assertThat(reader.take(Duration.ZERO)).isEqualTo(covers(1));
        assertThat(reader.take(Duration.ZERO)).isEqualTo(covers(2));
        assertThat(reader.take(Duration.ZERO)).isNull();
    }

    @Test
    void aSlowReaderIsToldWhatFitsAndThenThatItWasCutOff() throws InterruptedException {
        // Given
        Subscription reader = reader("3", "1M");
        // When
        for (int i = 0; i < 1000; i++) {
            reader.offer(covers(i), 1);
        }
        // Then
        assertThat(reader.take(Duration.ZERO)).isEqualTo(covers(0));
        assertThat(reader.take(Duration.ZERO)).isEqualTo(covers(1));
        reader.offer(covers(1000), 1);
        assertThat(reader.take(Duration.ZERO)).isEqualTo(covers(2));
        assertThat(reader.take(Duration.ZERO)).isEqualTo(new Item.Ended(End.SLOW));
        assertThat(reader.take(Duration.ofDays(1))).isEqualTo(new Item.Ended(End.SLOW));
    }

    @Test
    void bytesAreBoundedAsWell() throws InterruptedException {
        // Given
        Subscription reader = reader("1000", "100");
        // When
        reader.offer(covers(1), 60);
        reader.offer(covers(2), 60);
        // Then
        assertThat(reader.take(Duration.ZERO)).isEqualTo(covers(1));
        assertThat(reader.take(Duration.ZERO)).isEqualTo(new Item.Ended(End.SLOW));
    }

    @Test
    void anEndIsToldAfterWhatCameBefore() throws InterruptedException {
        // Given
        Subscription reader = reader("3", "1M");
        reader.offer(covers(1), 1);
        // When
        reader.end(End.MOVED);
        reader.end(End.STOPPING);
        // Then
        assertThat(reader.take(Duration.ofDays(1))).isEqualTo(covers(1));
        assertThat(reader.take(Duration.ofDays(1))).isEqualTo(new Item.Ended(End.MOVED));
        reader.close();
        assertThat(closed).containsExactly(reader);
    }

    private static Item covers(int partition) {
        return new Item.Covers(Set.of(partition));
    }

    private Subscription reader(String waiting, String bytes) {
        return new Subscription(
                TestSettings.of(
                                Map.of(
                                        "pagurus.changes.waiting",
                                        waiting,
                                        "pagurus.changes.waiting-bytes",
                                        bytes))
                        .getConfigMapping(ChangeSettings.class),
                closed::add);
    }
}
