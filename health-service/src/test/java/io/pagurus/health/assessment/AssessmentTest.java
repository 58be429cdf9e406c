package io.pagurus.health.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.health.assessment.Assessment.Ejected;
import io.pagurus.health.assessment.Assessment.Healthy;
import io.pagurus.health.assessment.Assessment.Joining;
import io.pagurus.health.assessment.Assessment.Step;
import io.pagurus.health.assessment.Assessment.Suspected;
import io.pagurus.health.assessment.Sighting.ProbeFailed;
import io.pagurus.health.assessment.Sighting.ProbeSucceeded;
import io.pagurus.health.assessment.Sighting.RequestSuspected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    private static final Thresholds THRESHOLDS = new Thresholds("h1", 3, 1, 2);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant T1 = T0.plusSeconds(1);
    private static final Instant T2 = T0.plusSeconds(2);
    private static final Sighting OK = new ProbeSucceeded();
    private static final Sighting REFUSED = new ProbeFailed("connection refused");
    private static final Sighting SUSPICION = new RequestSuspected("gateway-1", T0, "head: reset");

    @Test
    void eachStateGoesOnAsItsDiagramSays() {
        Healthy healthy = new Healthy();
        check(new Joining(0, T0), REFUSED, new Joining(0, T0));
        check(new Joining(0, T0), SUSPICION, new Joining(0, T0));
        check(healthy, OK, healthy);
        check(healthy, REFUSED, suspected(1, T2, "connection refused"));
        check(healthy, SUSPICION, suspected(0, T0, "head: reset", "gateway-1"));
        check(suspected(2, T0, "x"), OK, healthy);
        check(suspected(1, T1, "x"), REFUSED, suspected(2, T1, "connection refused"));
        check(suspected(1, T1, "x"), SUSPICION, suspected(1, T0, "head: reset", "gateway-1"));
        check(new Ejected(T0, 0, T0), OK, new Ejected(T0, 1, T2));
        check(new Ejected(T0, 0, T0), REFUSED, new Ejected(T0, 0, T0));
        check(new Ejected(T0, 1, T1), REFUSED, new Ejected(T0, 0, T2));
        check(new Ejected(T0, 1, T1), SUSPICION, new Ejected(T0, 1, T1));
    }

    @Test
    void thirdFailureInARowEjectsWithTheFirstSignsTime() {
        // Given
        Suspected twice = suspected(2, T0, "x");

        // When
        Step step = twice.on(new ProbeFailed("no answer within 300 ms"), THRESHOLDS, T2);

        // Then
        assertThat(step.decision())
                .contains(
                        new Decision.Eject(
                                new Evidence(
                                        "probes",
                                        3,
                                        List.of("h1"),
                                        T0,
                                        "no answer within 300 ms")));
    }

    @Test
    void ejectionThatASuspicionBeganNamesTheGateway() {
        // Given
        Assessment state = new Healthy().on(SUSPICION, THRESHOLDS, T1).next();
        state = state.on(REFUSED, THRESHOLDS, T1).next();
        state = state.on(REFUSED, THRESHOLDS, T1).next();

        // When
        Step step = state.on(REFUSED, THRESHOLDS, T2);

        // Then
        assertThat(step.decision())
                .contains(
                        new Decision.Eject(
                                new Evidence(
                                        "suspicion",
                                        3,
                                        List.of("h1", "gateway-1"),
                                        T0,
                                        "connection refused")));
    }

    @Test
    void decisionThatTheRegistryDidNotTakeIsMadeAgain() {
        // Given
        Assessment state = suspected(3, T0, "x");

        // When
        Step step = state.on(REFUSED, THRESHOLDS, T2);

        // Then
        assertThat(step.decision()).isPresent();
        assertThat(step.next().health()).isEqualTo(NodeHealth.HEALTHY);
    }

    @Test
    void newNodeIsAdmittedAfterOneSuccessAndAnEjectedOneAfterTwo() {
        // Given
        Assessment joining = new Joining(0, T0);
        Assessment ejected = new Ejected(T0, 0, T0).on(OK, THRESHOLDS, T1).next();

        // When
        Step joined = joining.on(OK, THRESHOLDS, T1);
        Step back = ejected.on(OK, THRESHOLDS, T2);

        // Then
        Evidence evidence = new Evidence("probes", 0, List.of("h1"), T1, "says ready");
        assertThat(joined.decision()).contains(new Decision.Admit(evidence));
        assertThat(back.decision()).contains(new Decision.Admit(evidence));
    }

    @Test
    void registrysWordReplacesTheOwnOnlyWhereTheyDiffer() {
        // Given
        Suspected suspected = suspected(3, T0, "x");

        // When, Then
        assertThat(suspected.settle(NodeHealth.HEALTHY, T1)).isSameAs(suspected);
        assertThat(suspected.settle(NodeHealth.EJECTED, T1)).isEqualTo(new Ejected(T1, 0, T1));
        assertThat(new Ejected(T0, 2, T1).settle(NodeHealth.HEALTHY, T2)).isEqualTo(new Healthy());
    }

    @Test
    void suspectsAreBounded() {
        // Given
        Assessment state = new Healthy();

        // When
        for (int i = 0; i < 100; i++) {
            state = state.on(new RequestSuspected("g" + i, T0, "x"), THRESHOLDS, T1).next();
        }

        // Then
        assertThat(((Suspected) state).suspects()).hasSize(Suspected.MAX_SUSPECTS);
    }

    private static void check(Assessment from, Sighting seen, Assessment expected) {
        // When
        Step step = from.on(seen, THRESHOLDS, T2);

        // Then
        assertThat(step).as("%s, %s", from, seen).isEqualTo(new Step(expected, Optional.empty()));
    }

    private static Suspected suspected(
            int failures, Instant since, String detail, String... suspects) {
        return new Suspected(failures, since, List.of(suspects), detail);
    }
}
