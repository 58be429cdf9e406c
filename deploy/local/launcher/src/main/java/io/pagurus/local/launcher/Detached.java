package io.pagurus.local.launcher;

import io.pagurus.local.Ports;
import io.pagurus.local.StackFailure;
import io.pagurus.local.StackOptions;
import io.pagurus.local.Suite;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Confined to the main thread; blocks. Another launcher, in a session of its own, that stays. */
record Detached(StackOptions options, Screen screen) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    int start() {
        // Not beside the others: the suite's own start stops whatever has a pid file there.
        PidFile started = new PidFile(options.dataDir().resolve("detached.pid"));
        LocalProcess launcher = new LocalProcess(launch(), started);
        launcher.start();
        Patience.of(LIMIT).until(() -> !launcher.alive() || serves());
        boolean up = launcher.alive() && serves();
        started.delete();
        if (!up) {
            throw new StackFailure("It did not start:\n" + Tail.of(launcher.launch().log(), 15));
        }
        Suite.in(options.dataDir()).ifPresent(screen::table);
        screen.line("Pagurus is up. ./pagurus down stops it.");
        return Exit.GOOD;
    }

    private boolean serves() {
        return Suite.launcher(options.dataDir()).process().isPresent()
                && Suite.in(options.dataDir())
                        .filter(suite -> suite.processes().stream().allMatch(suite::ready))
                        .isPresent();
    }

    private Launch launch() {
        return new Launch(
                "launcher",
                List.of(
                        Launch.java(),
                        "-Dpagurus.root=" + options.projectRoot(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        "up",
                        "--data=" + options.dataDir(),
                        "--port-offset=" + offset(),
                        "--brokers=" + options.brokers(),
                        "--probe-interval=" + options.probes().interval().toMillis() + "ms",
                        options.nativeServices() ? "--native" : "--no-native"),
                Map.of(),
                options.projectRoot(),
                options.dataDir().resolve("logs").resolve("launcher.log"));
    }

    private int offset() {
        return options.ports().redis() - Ports.standard().redis();
    }
}
