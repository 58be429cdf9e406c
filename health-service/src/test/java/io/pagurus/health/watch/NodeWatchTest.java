package io.pagurus.health.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange.NodeHealthChanged;
import io.pagurus.events.TopologyChange.NodeRegistered;
import io.pagurus.events.WantedState;
import io.pagurus.health.watch.SuspicionAnswer.Word;
import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeWatchTest {

    private final WatchLab lab = new WatchLab();

    @Test
    void newNodeThatIsReadyComesIntoRotationAsItsFirstIncarnation() throws Exception {
        // Given
        NodeWatch watch = lab.register("a");

        // When
        watch.probeOnce();

        // Then
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.HEALTHY);
        assertThat(lab.registry.node("a").incarnation()).isEqualTo(1);
    }

    @Test
    void threeFailedProbesInARowEjectAndTwoGoodOnesReadmitAsTheNextIncarnation() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");

        // When
        lab.probes("a", watch, "xx.xxx");
        NodeHealth afterFailures = lab.registry.node("a").health();
        lab.probes("a", watch, ".x..");

        // Then
        assertThat(afterFailures).isEqualTo(NodeHealth.EJECTED);
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.HEALTHY);
        assertThat(lab.registry.node("a").incarnation()).isEqualTo(2);
        assertThat(lab.counter("pagurus.ejections")).isEqualTo(1);
    }

    @Test
    void suspicionOfADeadNodeEjectsItAfterABurst() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.prober.fails("a", true);
        int before = lab.prober.asked("a");

        // When
        Word word = watch.suspect(suspicion("a", 1, "gateway-1"));

        // Then
        assertThat(word).isEqualTo(Word.EJECTED);
        assertThat(lab.prober.asked("a") - before).isEqualTo(3);
        NodeHealthChanged asked = (NodeHealthChanged) lab.registry.asked().getLast();
        assertThat(asked.evidence().cause()).isEqualTo("suspicion");
        assertThat(asked.evidence().failures()).isEqualTo(3);
        assertThat(asked.evidence().observers()).containsExactly("h1", "gateway-1");
        assertThat(asked.evidence().firstSeenAt()).isEqualTo(WatchLab.START.minusSeconds(1));
    }

    @Test
    void suspicionOfALivingNodeIsAnsweredByTheFirstProbeThatSucceeds() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        int before = lab.prober.asked("a");

        // When
        Word word = watch.suspect(suspicion("a", 1, "gateway-1"));

        // Then
        assertThat(word).isEqualTo(Word.HEALTHY);
        assertThat(lab.prober.asked("a") - before).isEqualTo(1);
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.HEALTHY);
    }

    @Test
    void suspicionsAtTheSameTimeShareOneBurst() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.prober.fails("a", true);
        int before = lab.prober.asked("a");
        lab.prober.hold();

        // When all of them wait for the word before the first probe is answered
        List<FutureTask<Word>> words =
                IntStream.range(0, 8)
                        .mapToObj(i ->
                                new FutureTask<>(() -> watch.suspect(suspicion("a", 1, "g" + i))))
                        .toList();
        List<Thread> gateways =
                words.stream().map(word -> Thread.ofPlatform().daemon().start(word)).toList();
        assertThat(
                        Patience.of(Duration.ofSeconds(20))
                                .until(() ->
                                        gateways.stream()
                                                .allMatch(gateway ->
                                                        gateway.getState()
                                                                == Thread.State.TIMED_WAITING)))
                .isTrue();
        lab.prober.release();

        // Then
        assertThat(words).allSatisfy(word -> assertThat(word.get()).isEqualTo(Word.EJECTED));
        assertThat(lab.prober.asked("a") - before).isEqualTo(3);
        assertThat(lab.counter("pagurus.ejections")).isEqualTo(1);
    }

    @Test
    void suspicionOfAnEarlierLifeIsAnsweredWithoutAProbe() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.probes("a", watch, "xxx..");
        lab.prober.fails("a", true);
        int before = lab.prober.asked("a");

        // When
        Word word = watch.suspect(suspicion("a", 1, "gateway-1"));

        // Then
        assertThat(word).isEqualTo(Word.HEALTHY);
        assertThat(lab.prober.asked("a")).isEqualTo(before);
    }

    @Test
    void suspicionOfAnEjectedNodeIsAnsweredWithoutAProbe() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.probes("a", watch, "xxx");
        int before = lab.prober.asked("a");

        // When
        Word word = watch.suspect(suspicion("a", 1, "gateway-1"));

        // Then
        assertThat(word).isEqualTo(Word.EJECTED);
        assertThat(lab.prober.asked("a")).isEqualTo(before);
    }

    @Test
    void lastHealthyNodeStaysInRotation() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a");
        lab.prober.fails("a", true);

        // When
        Word word = watch.suspect(suspicion("a", 1, "gateway-1"));

        // Then
        assertThat(word).isEqualTo(Word.UNCONFIRMED);
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.HEALTHY);
        assertThat(lab.counter("pagurus.ejections.withheld")).isEqualTo(1);
    }

    @Test
    void decisionThatTheLogDidNotTakeIsNotAnnouncedAndIsMadeAgain() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.prober.fails("a", true);
        lab.registry.away(true);

        // When
        Word word = watch.suspect(suspicion("a", 1, "gateway-1"));
        boolean undecided = watch.probeOnce();
        lab.registry.away(false);
        watch.probeOnce();

        // Then
        assertThat(word).isEqualTo(Word.UNCONFIRMED);
        assertThat(undecided).isTrue();
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.EJECTED);
    }

    @Test
    void decisionThatAnotherChangeOvertookIsAskedForAgainWithTheNewVersion() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.registry.overtakeBy(registration("a", 2, "http://a:1", 7));

        // When
        lab.probes("a", watch, "xxx");

        // Then
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.EJECTED);
        assertThat(lab.registry.node("a").weight()).isEqualTo(7);
        assertThat(lab.registry.node("a").version()).isEqualTo(4);
    }

    @Test
    void whatWasSeenAtAnOldAddressDoesNotEjectTheNodeAtItsNewOne() throws Exception {
        // Given
        NodeWatch watch = lab.healthy("a", "b", "c");
        lab.registry.overtakeBy(registration("a", 2, "http://elsewhere:1", 100));

        // When
        lab.probes("a", watch, "xxx");

        // Then
        assertThat(lab.registry.node("a").health()).isEqualTo(NodeHealth.HEALTHY);
    }

    private static NodeRegistered registration(String id, long version, String url, int weight) {
        return new NodeRegistered(id, version, "hk", url, weight, "/health", WantedState.ACTIVE);
    }

    private static Suspicion suspicion(String id, long incarnation, String observer) {
        Instant at = WatchLab.START.minusSeconds(1);
        return new Suspicion(id, incarnation, observer, "head", "connection reset", at);
    }
}
