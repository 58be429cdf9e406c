package io.pagurus.local;

import java.time.Duration;

/** Called by one thread at a time. What is told of a suite that starts or stops. */
public interface Progress {

    void starting(String process);

    /**
     * A process serves.
     *
     * @param took since it was started
     */
    void ready(String process, Duration took);

    void stopping(String process);

    static Progress silent() {
        return new Progress() {
            @Override
            public void starting(String process) {}

            @Override
            public void ready(String process, Duration took) {}

            @Override
            public void stopping(String process) {}
        };
    }
}
