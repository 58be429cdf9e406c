package io.pagurus.bench.sessions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Immutable; {@link #run} blocks. So many clients, each with one connection, which do one operation
 * after the other without a pause.
 *
 * @param clients at once; each is a thread, since a virtual one costs more for a blocking socket
 */
record Load(ServiceProcess service, String token, int clients) {

    /** What a client does, told by its number and the operation's. */
    interface Operation {
        void run(LeanConnection connection, int client, int number) throws IOException;
    }

    /** Each client does as many; the first operation of a client has number 0. */
    Samples run(int each, Operation operation) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            long began = System.nanoTime();
            List<Future<Times>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(threads.submit(() -> one(client, each, operation)));
            }
            List<Times> all = new ArrayList<>();
            for (Future<Times> one : running) {
                all.add(one.get());
            }
            long[] nanos = all.stream().flatMapToLong(one -> Arrays.stream(one.nanos)).toArray();
            return Samples.of(nanos, System.nanoTime() - began);
        } catch (ExecutionException failed) {
            throw new BenchFailure("a client failed: " + failed.getCause(), failed);
        }
    }

    private Times one(int client, int count, Operation operation) throws IOException {
        long[] nanos = new long[count];
        try (LeanConnection connection = service.connect(token)) {
            for (int number = 0; number < count; number++) {
                long began = System.nanoTime();
                operation.run(connection, client, number);
                nanos[number] = System.nanoTime() - began;
            }
        }
        return new Times(nanos);
    }

    /** Immutable. */
    private static final class Times {

        private final long[] nanos;

        Times(long[] nanos) {
            this.nanos = nanos;
        }
    }
}
