package io.pagurus.store;

import io.pagurus.history.Finding;
import io.pagurus.history.Judgement;
import io.pagurus.store.StoreJudge.Ruling;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Immutable. What a fault run came to.
 *
 * @param stalls by kind, one for each fault: the longest write that was under way, in milliseconds
 * @param refused entries of the journal that the fold refused
 * @param surprises answers that the protocol has no place for
 */
public record FaultReport(
        long seed,
        Map<FaultKind, List<Long>> stalls,
        Judgement judgement,
        int accepted,
        int refused,
        Map<String, Integer> counts,
        List<Finding> findings,
        List<String> surprises) {

    private static final int SHOWN = 20;

    static FaultReport of(
            long seed, Timeline timeline, Records records, Ruling ruling, List<Finding> hanging) {
        List<Finding> findings = new ArrayList<>(hanging);
        findings.addAll(ruling.findings());
        return new FaultReport(
                seed,
                timeline.stalls(records.writes()),
                ruling.judgement(),
                ruling.accepted(),
                ruling.refused(),
                records.counts(),
                List.copyOf(findings),
                records.surprises());
    }

    public int injections() {
        return stalls.values().stream().mapToInt(List::size).sum();
    }

    /** Whether nothing was found. */
    public boolean holds() {
        return findings.isEmpty() && surprises.isEmpty();
    }

    String inShort() {
        return "%d faults, %d turns told, %d lost, %d doubled, %d findings, %d surprises"
                .formatted(
                        injections(),
                        judgement.acknowledged(),
                        judgement.lost(),
                        judgement.doubled(),
                        findings.size(),
                        surprises.size());
    }

    /** For a person. */
    public void print(PrintStream out) {
        out.println();
        line(out, "%-20s %6s %9s %9s %9s", "fault", "times", "p50 ms", "p99 ms", "max ms");
        List<Long> all = new ArrayList<>();
        stalls.forEach((kind, each) -> {
            all.addAll(each);
            row(out, kind.text(), each);
        });
        row(out, "all", all);
        out.println();
        out.println("ms: the longest write that was under way during a fault; faults overlap");
        line(
                out,
                "turns: %d told, %d lost, %d doubled, %d begun again, %d uncertain",
                judgement.acknowledged(),
                judgement.lost(),
                judgement.doubled(),
                judgement.restarted(),
                judgement.uncertain());
        line(out, "journal: %d entries accepted, %d refused", accepted, refused);
        counts.forEach((what, times) -> line(out, "  %s: %d", what, times));
        findings.stream().limit(SHOWN).forEach(finding -> line(out, "FOUND %s", finding));
        surprises.stream().limit(SHOWN).forEach(surprise -> line(out, "SURPRISE %s", surprise));
        line(
                out,
                "%s: %d findings, %d surprises (seed %d)",
                holds() ? "holds" : "DOES NOT HOLD",
                findings.size(),
                surprises.size(),
                seed);
    }

    private static void row(PrintStream out, String name, List<Long> stalls) {
        List<Long> sorted = stalls.stream().sorted().toList();
        line(
                out,
                "%-20s %6d %9d %9d %9d",
                name,
                sorted.size(),
                at(sorted, 50),
                at(sorted, 99),
                at(sorted, 100));
    }

    /** By nearest rank. */
    private static long at(List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        return sorted.get(Math.max(1, (int) Math.ceil(percent / 100.0 * sorted.size())) - 1);
    }

    @SuppressWarnings("AnnotateFormatMethod") // All formats are above.
    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
