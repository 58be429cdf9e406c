package io.pagurus.bench.edge.load;

import java.time.Duration;

/** Called by one thread, which it blocks. Clients that keep a proxy busy. */
public interface Load extends AutoCloseable {

    /** Lets it run on for a while, and says what was counted meanwhile. */
    Window run(Duration how) throws InterruptedException;

    @Override
    void close();
}
