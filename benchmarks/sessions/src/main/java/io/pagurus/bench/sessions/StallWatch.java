package io.pagurus.bench.sessions;

import io.pagurus.local.process.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Confined to one thread, which it blocks. Clients that commit one turn after the other to a
 * session of their own, with a little rest between, through one instance, while something happens
 * to the others. A refused or failed commit is tried again until it is acknowledged: what it took
 * is from the first try to the acknowledgement.
 */
final class StallWatch {

    private static final int CLIENTS = 24;
    private static final long REST_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration RETRY = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ServiceProcess service;
    private final Requests requests;
    private final String name;
    private final CountDownLatch begun = new CountDownLatch(CLIENTS);
    private volatile boolean over;

    StallWatch(ServiceProcess service, Requests requests, String name) {
        this.service = service;
        this.requests = requests;
        this.name = name;
    }

    /** What is done meanwhile. */
    interface Meanwhile {
        void happen() throws InterruptedException;
    }

    /** The longest that any commit took, in milliseconds. */
    double longestMillis(Meanwhile meanwhile) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Long>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String session = "%s-%d".formatted(name, client);
                clients.add(threads.submit(() -> commitUntilOver(session)));
            }
            try {
                // What stands still has to be a commit: a session's grant is not counted.
                if (!begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new BenchFailure("not all clients have begun in " + LIMIT);
                }
                meanwhile.happen();
            } finally {
                over = true;
            }
            long longest = 0;
            for (Future<Long> client : clients) {
                longest = Math.max(longest, client.get());
            }
            return longest / 1e6;
        } catch (ExecutionException failed) {
            throw new BenchFailure("a client failed: " + failed.getCause(), failed);
        }
    }

    private long commitUntilOver(String session) throws InterruptedException {
        var _ = took("POST", Requests.grantPath(session), Requests.grant(), service.gatewayToken());
        long longest = 0;
        String token = service.nodeToken();
        for (long seq = 1; !over; seq++) {
            byte[] turn = requests.commit(seq);
            longest = Math.max(longest, took("PUT", Requests.turnPath(session, seq), turn, token));
            if (seq == 1) {
                begun.countDown();
            }
            LockSupport.parkNanos(REST_NANOS);
        }
        return longest;
    }

    private long took(String method, String path, byte[] body, String token) {
        long began = System.nanoTime();
        boolean done =
                new Patience(LIMIT, RETRY)
                        .until(() -> {
                            try (LeanConnection connection = service.connect(token)) {
                                var _ = connection.ask(method, path, body);
                                return true;
                            } catch (IOException _) {
                                return false;
                            }
                        });
        if (!done) {
            throw new BenchFailure(path + " was not answered in " + LIMIT);
        }
        return System.nanoTime() - began;
    }
}
