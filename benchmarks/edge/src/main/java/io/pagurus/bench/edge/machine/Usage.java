package io.pagurus.bench.edge.machine;

import io.pagurus.bench.edge.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Immutable; reads files of the kernel. What a process and its children have used. */
public record Usage(long pid) {

    /** The kernel's unit of utime and stime, USER_HZ, is 100 on every Linux. */
    private static final double MICROS_A_TICK = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final String RSS = "VmRSS:";

    /** CPU time, of user and kernel. */
    public double cpuMicros() {
        return all().mapToDouble(Usage::cpuMicros).sum();
    }

    /** Memory that is there now. */
    public long residentBytes() {
        return all().mapToLong(Usage::residentBytes).sum();
    }

    /** CPU time of this process alone. */
    public static double ownCpuMicros() {
        return cpuMicros(ProcessHandle.current().pid());
    }

    private Stream<Long> all() {
        return Stream.concat(
                Stream.of(pid),
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(ProcessHandle::pid));
    }

    private static double cpuMicros(long pid) {
        String stat = String.join(" ", lines(pid, "stat"));
        // The name before it is in brackets, and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MICROS_A_TICK;
    }

    private static long residentBytes(long pid) {
        return lines(pid, "status").stream()
                .filter(line -> line.startsWith(RSS))
                .map(line -> line.substring(RSS.length()).replace("kB", "").strip())
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                .sum();
    }

    private static List<String> lines(long pid, String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException gone) {
            throw new BenchFailure("process " + pid + " has ended", gone);
        }
    }
}
