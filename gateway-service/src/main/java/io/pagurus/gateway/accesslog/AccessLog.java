package io.pagurus.gateway.accesslog;

import io.pagurus.gateway.trail.RecordedTrail;
import io.pagurus.gateway.trail.TrailSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;

/**
 * Thread-safe; taking never blocks. Lines are made and written by a thread of its own, which looks
 * for them from time to time: to wake it for each would be a system call a request. What it cannot
 * keep up with, or cannot write, is dropped and counted.
 */
public final class AccessLog implements TrailSink, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());
    private static final int MOST_AT_ONCE = 256;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final double share;
    private final LogLine lines;
    private final OutputStream out;
    private final MpscArrayQueue<RecordedTrail> waiting;
    private final long everyNanos;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean closing;
    private boolean failing;

    private AccessLog(AccessLogConfig config, String gateway, OutputStream out) {
        this.share = config.share();
        this.lines = new LogLine(gateway);
        this.out = out;
        this.waiting = new MpscArrayQueue<>(Math.max(2, config.buffer()));
        this.everyNanos = Math.max(1_000_000, config.writeEvery().toNanos());
        this.writer = Thread.ofPlatform().daemon().name("access-log").unstarted(this::write);
    }

    /** A log that writes where the configuration says. */
    public static AccessLog of(AccessLogConfig config, String gateway, OutputStream standard) {
        AccessLog log = new AccessLog(config, gateway, target(config, standard));
        log.writer.start();
        return log;
    }

    private static OutputStream target(AccessLogConfig config, OutputStream standard) {
        return config.file()
                .<OutputStream>map(file ->
                        new RotatedFile(file, config.maxSize().asLongValue(), config.keep()))
                .orElse(standard);
    }

    @Override
    public double share() {
        return share;
    }

    @Override
    public void take(RecordedTrail trail) {
        if (!waiting.offer(trail)) {
            dropped.increment();
        }
    }

    /** Lines that were never written. */
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        writeUntilClosed();
        if (out instanceof RotatedFile file) {
            file.letGo();
        }
    }

    private void writeUntilClosed() {
        boolean last = false;
        while (!last) {
            // Asked before the queue is emptied: nothing comes after the last look.
            last = closing;
            writeWaiting();
            if (!last) {
                LockSupport.parkNanos(everyNanos);
            }
        }
    }

    private void writeWaiting() {
        StringBuilder text = new StringBuilder();
        int count = 0;
        RecordedTrail next = waiting.poll();
        while (next != null) {
            text.append(lines.of(next));
            count++;
            next = waiting.poll();
            if (next == null || count == MOST_AT_ONCE) {
                write(text.toString().getBytes(StandardCharsets.UTF_8), count);
                text.setLength(0);
                count = 0;
            }
        }
    }

    private void write(byte[] text, int count) {
        try {
            out.write(text, 0, text.length);
            out.flush();
            failing = false;
        } catch (IOException notWritten) {
            dropped.add(count);
            if (!failing) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The access log cannot be written",
                        notWritten);
            }
            failing = true;
        }
    }

    /** Writes what waits, and no more. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            var _ = writer.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
