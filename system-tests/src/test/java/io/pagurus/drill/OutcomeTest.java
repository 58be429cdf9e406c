package io.pagurus.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.history.Finding;
import io.pagurus.history.Invariant;
import io.pagurus.history.Judgement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes a drill's verdict bad. */
class OutcomeTest {

    private static final Judgement RIGHT = new Judgement(List.of(), 240, 0, 0, 9, 0);

    private static Report report(
            List<String> failures,
            List<String> contextLost,
            Judgement judgement,
            int recoveryMillis,
            int refused) {
        Recovery recovery =
                new Recovery(
                        "s1",
                        true,
                        Duration.ofMillis(recoveryMillis),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO);
        return new Outcome(
                        DrillOptions.of(Fault.KILL, 7),
                        "hk-1",
                        66,
                        240,
                        3,
                        failures,
                        contextLost,
                        judgement,
                        List.of(recovery),
                        refused,
                        List.of())
                .report();
    }

    @Test
    void nothingWrongIsGood() {
        assertThat(report(List.of(), List.of(), RIGHT, 2000, 1).good()).isTrue();
    }

    @Test
    void failedRequestIsBad() {
        assertThat(report(List.of("s1: key-1"), List.of(), RIGHT, 900, 1).good()).isFalse();
    }

    @Test
    void lostContextIsBad() {
        // When
        Report report = report(List.of(), List.of("s1 forgot"), RIGHT, 900, 1);

        // Then
        assertThat(report.good()).isFalse();
        assertThat(report.contextLossRate()).isEqualTo(1 / 66.0);
    }

    @Test
    void anyFindingOfTheCheckerIsBad() {
        // Given
        Finding finding = new Finding(Invariant.VIEW_EQUALS_FOLD, "s1", null, "is behind");

        // When, Then
        assertThat(
                        report(
                                        List.of(),
                                        List.of(),
                                        new Judgement(List.of(finding), 240, 0, 0, 9, 0),
                                        900,
                                        1)
                                .good())
                .isFalse();
    }

    @Test
    void slowRecoveryIsBad() {
        assertThat(report(List.of(), List.of(), RIGHT, 2001, 1).good()).isFalse();
    }

    @Test
    void zombieThatNobodyRefusedIsBad() {
        assertThat(report(List.of(), List.of(), RIGHT, 900, 0).good()).isFalse();
    }

    @Test
    void jsonHasTheNamesThatScriptsRead() throws Exception {
        // When
        JsonNode json =
                new ObjectMapper().readTree(report(List.of(), List.of(), RIGHT, 900, 2).toJson());

        // Then
        assertThat(json.at("/verdict").asText()).isEqualTo("good");
        assertThat(json.at("/requests/retried").asInt()).isEqualTo(3);
        assertThat(json.at("/turns/acknowledged").asInt()).isEqualTo(240);
        assertThat(json.at("/recoveryMillis/p99").asLong()).isEqualTo(900);
        assertThat(json.at("/phasesMillis/detection/p50").asLong()).isEqualTo(900);
        assertThat(json.at("/phasesMillis/firstResponse/p99").isMissingNode()).isFalse();
        assertThat(json.at("/zombieWritesRefused").asInt()).isEqualTo(2);
        assertThat(json.at("/seed").asLong()).isEqualTo(7);
    }
}
