package io.pagurus.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.List;

/**
 * Immutable. What a drill says. Its JSON has these names in this order.
 *
 * <p>Recovery is of each session that left the victim while its client waited: from the fault, or
 * from the sending of the request where that was later, to the first piece of answer that the
 * client got from the new owner (a JSON answer is one piece). The phases are parts of it that add
 * up.
 *
 * @param verdict {@code good} or {@code bad}; the reasons say why it is bad
 * @param contextLossRate sessions whose answers showed another memory than their client has ÷
 *     sessions
 * @param zombieWritesRefused entries of the journal that the victim wrote after it had been
 *     replaced, and that the fold refused, and stale requests that it answered with 409
 */
public record Report(
        String verdict,
        Requests requests,
        Turns turns,
        double contextLossRate,
        Spread recoveryMillis,
        Phases phasesMillis,
        int zombieWritesRefused,
        long seed,
        String fault,
        String node,
        int sessions,
        Limits limits,
        List<String> reasons) {

    public static final String GOOD = "good";
    public static final String BAD = "bad";

    /**
     * What clients asked for.
     *
     * @param total turns that clients asked for
     * @param failed those that were never answered in time, or with an error that is final
     * @param retried how often a client sent one of them again
     */
    public record Requests(int total, int failed, int retried) {}

    /** See {@link io.pagurus.history.Judgement}. */
    public record Turns(int acknowledged, int lost, int doubled, int restarted, int uncertain) {}

    public record Spread(long p50, long p95, long p99, long max) {}

    public record Middle(long p50, long p99) {}

    public record Phases(
            Middle detection, Middle decision, Middle takeover, Middle firstResponse) {}

    public record Limits(long recoveryP99Millis, int zombieWritesRefused) {}

    public Report {
        reasons = List.copyOf(reasons);
    }

    public boolean good() {
        return verdict.equals(GOOD);
    }

    public String toJson() {
        try {
            return new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is plain records", e);
        }
    }

    public void print(PrintStream out) {
        ReportPicture.print(this, out);
    }
}
