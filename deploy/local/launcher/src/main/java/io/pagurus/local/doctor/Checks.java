package io.pagurus.local.doctor;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Immutable; blocks on files and sockets.
 *
 * @param root the project's folder
 */
record Checks(Path root) {

    /** Two stores and eight small JVMs take 1.5 GB; a build beside them another. */
    private static final long MEMORY_MIB = 3 * 1024;

    /** The build, its libraries and a day of data. */
    private static final long DISK_MIB = 3 * 1024;

    private static final long MIB = 1024 * 1024;
    private static final Map<Integer, String> PORTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry(7379, "redis"),
                            Map.entry(7392, "kafka"),
                            Map.entry(7393, "kafka"),
                            Map.entry(7301, "session-service"),
                            Map.entry(7302, "health-service"),
                            Map.entry(7303, "migration-service"),
                            Map.entry(7080, "gateway-1"),
                            Map.entry(7081, "gateway-1"),
                            Map.entry(7180, "gateway-2"),
                            Map.entry(7181, "gateway-2"),
                            Map.entry(7401, "hk-1"),
                            Map.entry(7402, "jp-1"),
                            Map.entry(7403, "us-1")));

    List<Finding> all() {
        return Stream.of(
                        Stream.of(jdk(), maven(), system(), memory(), disk()),
                        Stream.of(session(), writable()),
                        ports().stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Finding jdk() {
        int release = Runtime.version().feature();
        String what = "JDK " + Runtime.version() + " in " + System.getProperty("java.home");
        return release == 25
                ? Finding.ok(what)
                : new Finding(what, "a JDK 25 is needed; set JAVA_HOME to one");
    }

    private static Finding maven() {
        return onPath("mvn")
                ? Finding.ok("Maven is on PATH")
                : new Finding("Maven", "not found; install it so that mvn is on PATH");
    }

    private static Finding system() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String name = system.toLowerCase(Locale.ROOT);
        boolean carried =
                (name.contains("linux") || name.contains("mac"))
                        && (name.contains("64") || name.contains("386"));
        return carried || System.getenv("REDIS_SERVER") != null
                ? Finding.ok("system " + system)
                : new Finding("system " + system, "set REDIS_SERVER to a redis-server for it");
    }

    private static Finding memory() {
        long free = availableMib();
        String what = "memory: " + free + " MiB can be used";
        return free >= MEMORY_MIB
                ? Finding.ok(what)
                : new Finding(
                        what, "the suite and a build need " + MEMORY_MIB + "; close something");
    }

    /** Linux counts what its caches would give back; elsewhere the bean's figure has to do. */
    private static long availableMib() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return ManagementFactory.getPlatformMXBean(
                                    com.sun.management.OperatingSystemMXBean.class)
                            .getFreeMemorySize()
                    / MIB;
        }
    }

    private Finding disk() {
        long free = root.toFile().getUsableSpace() / MIB;
        String what = "disk: " + free + " MiB free in " + root;
        return free >= DISK_MIB
                ? Finding.ok(what)
                : new Finding(what, DISK_MIB + " are needed; free some");
    }

    private static Finding session() {
        return onPath("setsid") || onPath("perl")
                ? Finding.ok("setsid or perl keeps Ctrl-C from the processes of the suite")
                : new Finding("setsid", "neither it nor perl is found; install util-linux");
    }

    private Finding writable() {
        Path folder = root.resolve(".pagurus");
        Path first = Files.exists(folder) ? folder : root;
        return Files.isWritable(first)
                ? Finding.ok("data goes to " + folder)
                : new Finding(folder.toString(), "cannot be written; own it");
    }

    /** One line when all are free: nobody wants to read thirteen times that nothing is wrong. */
    private List<Finding> ports() {
        if (suiteRuns()) {
            return List.of(Finding.ok("ports: a suite runs and has them, see ./pagurus status"));
        }
        List<Finding> taken =
                PORTS.entrySet().stream()
                        .filter(port -> !free(port.getKey()))
                        .map(port ->
                                new Finding(
                                        "port " + port.getKey() + " of " + port.getValue(),
                                        "taken; stop what listens there, or use"
                                                + " --port-offset 1000"))
                        .toList();
        return taken.isEmpty()
                ? List.of(
                        Finding.ok("ports: " + PORTS.size() + " of " + PORTS.size() + " are free"))
                : taken;
    }

    private boolean suiteRuns() {
        return Stream.of(".pagurus", ".pagurus/demo")
                .map(folder -> root.resolve(folder).resolve("run").resolve("launcher.pid"))
                .filter(Files::exists)
                .anyMatch(Checks::noted);
    }

    private static boolean noted(Path pidFile) {
        try {
            String noted = Files.readString(pidFile);
            return ProcessHandle.of(Long.parseLong(noted.substring(0, noted.indexOf(' '))))
                    .isPresent();
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
