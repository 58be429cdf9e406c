package io.pagurus.drill;

import io.pagurus.drill.Report.Middle;
import io.pagurus.drill.Report.Spread;
import java.io.PrintStream;
import java.util.Locale;

/** Immutable. A report as a terminal shows it. */
final class ReportPicture {

    private ReportPicture() {}

    static void print(Report report, PrintStream out) {
        Spread recovery = report.recoveryMillis();
        Report.Turns turns = report.turns();
        out.printf(
                "%n  drill: %s of %s under %d sessions, seed %d%n%n",
                report.fault(), report.node(), report.sessions(), report.seed());
        line(
                out,
                "requests",
                "%d asked, %d failed, %d retried"
                        .formatted(
                                report.requests().total(),
                                report.requests().failed(),
                                report.requests().retried()));
        line(
                out,
                "turns",
                "%d acknowledged, %d lost, %d doubled, %d restarted, %d uncertain"
                        .formatted(
                                turns.acknowledged(),
                                turns.lost(),
                                turns.doubled(),
                                turns.restarted(),
                                turns.uncertain()));
        line(
                out,
                "context loss",
                String.format(Locale.ROOT, "%.1f %%", 100 * report.contextLossRate()));
        line(out, "zombie", "%d writes refused".formatted(report.zombieWritesRefused()));
        line(
                out,
                "recovery",
                "p50 %d ms, p95 %d ms, p99 %d ms, max %d ms (limit p99 %d ms)"
                        .formatted(
                                recovery.p50(),
                                recovery.p95(),
                                recovery.p99(),
                                recovery.max(),
                                report.limits().recoveryP99Millis()));
        phase(out, "detection", report.phasesMillis().detection());
        phase(out, "decision", report.phasesMillis().decision());
        phase(out, "takeover", report.phasesMillis().takeover());
        phase(out, "first response", report.phasesMillis().firstResponse());
        line(out, "verdict", report.verdict().toUpperCase(Locale.ROOT));
        report.reasons().forEach(reason -> line(out, "", "- " + reason));
        out.println();
        out.flush();
    }

    private static void phase(PrintStream out, String name, Middle phase) {
        line(out, "  " + name, "p50 %d ms, p99 %d ms".formatted(phase.p50(), phase.p99()));
    }

    private static void line(PrintStream out, String name, String text) {
        out.printf("  %-18s%s%n", name, text);
    }
}
