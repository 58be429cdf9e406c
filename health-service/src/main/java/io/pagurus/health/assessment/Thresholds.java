package io.pagurus.health.assessment;

/**
 * Immutable. How much must be seen before something is decided.
 *
 * @param observer this instance, as evidence names it
 * @param failures probes that fail in a row before an ejection
 * @param joinSuccesses probes that succeed in a row before a new node is admitted
 * @param readmissionSuccesses probes that succeed in a row before an ejected node is readmitted
 */
public record Thresholds(
        String observer, int failures, int joinSuccesses, int readmissionSuccesses) {

    public Thresholds {
        if (failures < 1 || joinSuccesses < 1 || readmissionSuccesses < 1) {
            throw new IllegalArgumentException(
                    "pagurus.health.probe.failures, pagurus.health.join.successes and"
                            + " pagurus.health.readmission.successes must be at least 1");
        }
    }
}
