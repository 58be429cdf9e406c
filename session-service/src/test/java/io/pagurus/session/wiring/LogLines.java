package io.pagurus.session.wiring;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Thread-safe. What is logged while it is open, by anybody. */
public final class LogLines extends Handler implements AutoCloseable {

    private static final SimpleFormatter FORMAT = new SimpleFormatter();

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    private LogLines() {}

    public static LogLines listen() {
        LogLines listening = new LogLines();
        Logger.getLogger("").addHandler(listening);
        return listening;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(
                line.getLevel()
                        + " "
                        + line.getLoggerName()
                        + " "
                        + FORMAT.formatMessage(line)
                        + " "
                        + line.getThrown());
    }

    public List<String> soFar() {
        return List.copyOf(lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
