package io.pagurus.local.launcher;

import io.pagurus.local.Gateway;
import io.pagurus.local.Node;
import io.pagurus.local.Progress;
import io.pagurus.local.Suite;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Thread-safe as its stream is. What a person sees of a suite. */
record Screen(PrintStream out) implements Progress {

    @Override
    public void starting(String process) {
        // What counts for a person is that it serves.
    }

    @Override
    public void ready(String process, Duration took) {
        line("  %-18s serves after %.1f s", process, took.toMillis() / 1000.0);
    }

    @Override
    public void stopping(String process) {
        line("  %-18s stopping", process);
    }

    // The annotation that is asked for is in a library that nothing else here needs.
    @SuppressWarnings("AnnotateFormatMethod")
    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** What listens where. */
    void table(Suite suite) {
        line("");
        for (Gateway gateway : suite.gateways()) {
            row(gateway.name(), gateway.edge() + "   admin " + gateway.admin());
        }
        row("session-service", suite.sessionService() + "   REST, " + openApi());
        row("health-service", suite.healthService() + "   REST, " + openApi());
        row("migration-service", suite.migrationService() + "   REST, " + openApi());
        for (Node node : suite.nodes()) {
            row(node.id(), node.uri() + "   region " + node.region());
        }
        row("redis", suite.redis().host() + ":" + suite.redis().port());
        row("kafka", suite.kafka());
        row("logs", suite.options().dataDir().resolve("logs").toString());
        line("");
    }

    private static String openApi() {
        return "/q/openapi";
    }

    private void row(String what, String where) {
        line("  %-18s %s", what, where);
    }
}
