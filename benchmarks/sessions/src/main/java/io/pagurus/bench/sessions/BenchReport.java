package io.pagurus.bench.sessions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. The measured figures as JSON; what was not measured is null. {@code
 * conditions} says what they are true of.
 */
public final class BenchReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();

    BenchReport() {
        root.putObject("bytesPerConversation").putNull("history").putNull("all");
        ObjectNode commit = root.putObject("commit");
        for (int clients : SessionsBenchmark.CLIENTS) {
            latency(commit.putObject("c" + clients).putNull("perSecond"), null);
        }
        root.putNull("grantsPerSecond").putNull("grantsAnsweredPerSecond");
        root.putNull("grantsOneByOnePerSecond");
        root.putObject("rebuild").putNull("sessions").putNull("seconds");
        ObjectNode million = root.putObject("million").putNull("sessions");
        for (String few : List.of("thousand", "million")) {
            latency(million.withObject("/commit/" + few).putNull("perSecond"), null);
        }
        million.withObject("/rebalance")
                .putNull("joinStallMillis")
                .putNull("leaveStallMillis")
                .putNull("plannedStallMillis")
                .putNull("crashStallMillis");
        ObjectNode durability = root.putObject("durability");
        for (String kind : SessionsBenchmark.CLASSES) {
            ObjectNode trips = durability.putObject(kind);
            for (int millis : SessionsBenchmark.ROUND_TRIPS) {
                ObjectNode trip = trips.putObject("rtt" + millis);
                latency(trip, null);
                latency(trip.putObject("c8"), null);
            }
        }
        root.putObject("conditions");
    }

    void commit(int clients, Samples samples) {
        ObjectNode at = root.withObject("/commit/c" + clients);
        at.put("perSecond", rounded(samples.perSecond()));
        latency(at, samples);
    }

    void grants(GrantRun.Rates rates) {
        root.put("grantsPerSecond", rates.inView().map(BenchReport::rounded).orElse(null));
        root.put("grantsAnsweredPerSecond", rounded(rates.answered()));
    }

    void singleGrants(GrantRun.Rates rates) {
        root.put("grantsOneByOnePerSecond", rates.inView().map(BenchReport::rounded).orElse(null));
    }

    void bytes(long history, long all) {
        root.withObject("/bytesPerConversation").put("history", history).put("all", all);
    }

    void rebuild(int sessions, @Nullable Double seconds) {
        root.withObject("/rebuild").put("sessions", sessions);
        root.withObject("/rebuild").put("seconds", seconds == null ? null : rounded(seconds));
    }

    /** One commit after the other is the key's own figure, more at once stand under it. */
    void durability(String kind, int roundTripMillis, int clients, Samples samples) {
        String at = "/durability/%s/rtt%d".formatted(kind, roundTripMillis);
        latency(root.withObject(clients == 1 ? at : at + "/c" + clients), samples);
    }

    /** Commits among so many sessions. */
    void million(String name, int sessions, Samples samples) {
        root.withObject("/million").put("sessions", sessions);
        ObjectNode at = root.withObject("/million/commit/" + name);
        at.put("perSecond", rounded(samples.perSecond()));
        latency(at, samples);
    }

    /** The longest that a commit took while partitions changed hands. */
    void stall(String name, double millis) {
        root.withObject("/million/rebalance").put(name, Math.round(millis));
    }

    void condition(String name, String value) {
        root.withObject("/conditions").put(name, value);
    }

    private static void latency(ObjectNode at, @Nullable Samples samples) {
        if (samples == null) {
            at.putNull("p50Millis").putNull("p99Millis");
        } else {
            at.put("p50Millis", rounded(samples.millis(0.50)));
            at.put("p99Millis", rounded(samples.millis(0.99)));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    public ObjectNode json() {
        return root;
    }

    public void write(Path file) {
        try {
            Files.writeString(file, root.toPrettyString() + "\n");
        } catch (IOException notWritten) {
            throw new UncheckedIOException("the report cannot be written", notWritten);
        }
    }

    /** As a table for a person. */
    public void print(PrintStream out) {
        line(out, "%-46s %12s %10s %10s", "", "a second", "p50 ms", "p99 ms");
        for (int clients : SessionsBenchmark.CLIENTS) {
            row(out, "commit, %d at once".formatted(clients), "/commit/c" + clients);
        }
        for (String kind : SessionsBenchmark.CLASSES) {
            for (int millis : SessionsBenchmark.ROUND_TRIPS) {
                String what = "commit, %s, round trip %d ms".formatted(kind, millis);
                String at = "/durability/%s/rtt%d".formatted(kind, millis);
                row(out, what, at);
                row(out, what + ", 8 at once", at + "/c8");
            }
        }
        line(out, "%-46s %12s", "grants, answered and in Redis", text("/grantsPerSecond"));
        line(out, "%-46s %12s", "grants, one a call, in Redis", text("/grantsOneByOnePerSecond"));
        line(out, "%-46s %12s", "grants, answered", text("/grantsAnsweredPerSecond"));
        line(
                out,
                "%-46s %12s s",
                "rebuild of " + text("/rebuild/sessions") + " sessions",
                text("/rebuild/seconds"));
        row(out, "commit, 8 at once, 1,000 sessions", "/million/commit/thousand");
        row(
                out,
                "commit, 8 at once, %s sessions".formatted(text("/million/sessions")),
                "/million/commit/million");
        for (String stall : List.of("join", "leave", "crash")) {
            line(
                    out,
                    "%-46s %12s ms",
                    "longest commit, instance: " + stall,
                    text("/million/rebalance/" + stall + "StallMillis"));
        }
        line(
                out,
                "%-46s %12s bytes",
                "conversation, its history",
                text("/bytesPerConversation/history"));
        line(out, "%-46s %12s bytes", "conversation, all of it", text("/bytesPerConversation/all"));
        root.withObject("/conditions")
                .properties()
                .forEach(each -> line(out, "  %s: %s", each.getKey(), each.getValue().asText()));
    }

    private void row(PrintStream out, String what, String at) {
        line(
                out,
                "%-46s %12s %10s %10s",
                what,
                text(at + "/perSecond"),
                text(at + "/p50Millis"),
                text(at + "/p99Millis"));
    }

    private String text(String at) {
        return root.at(at).isValueNode() && !root.at(at).isNull() ? root.at(at).asText() : "-";
    }

    // The annotation that is asked for is in a library that nothing else here needs.
    @SuppressWarnings("AnnotateFormatMethod")
    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
