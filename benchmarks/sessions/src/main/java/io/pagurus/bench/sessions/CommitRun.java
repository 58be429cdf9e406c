package io.pagurus.bench.sessions;

/**
 * Confined to one thread, which it blocks. Commits at a given number of clients: each has sessions
 * of its own and commits to them in turn, so that no two clients meet at one session, as it is
 * where each session has one owner.
 */
final class CommitRun {

    private static final int SESSIONS = 16;

    private final ServiceProcess service;
    private final Requests requests;
    private final String name;

    CommitRun(ServiceProcess service, Requests requests, String name) {
        this.service = service;
        this.requests = requests;
        this.name = name;
    }

    /**
     * @param warmup commits of all clients that are not measured
     * @param measured commits of all clients that are
     */
    Samples run(int clients, int warmup, int measured) throws InterruptedException {
        var _ =
                new Load(service, service.gatewayToken(), clients)
                        .run(
                                SESSIONS,
                                (connection, client, number) -> {
                                    var _ =
                                            connection.ask(
                                                    "POST",
                                                    Requests.grantPath(
                                                            session(clients, client, number)),
                                                    Requests.grant());
                                });
        Load load = new Load(service, service.nodeToken(), clients);
        int before = warmup / clients;
        var _ = load.run(before, commits(clients, 0));
        return load.run(measured / clients, commits(clients, before));
    }

    private Load.Operation commits(int clients, int before) {
        return (connection, client, number) -> {
            int count = before + number;
            String session = session(clients, client, count % SESSIONS);
            long seq = count / SESSIONS + 1L;
            var _ = connection.ask("PUT", Requests.turnPath(session, seq), requests.commit(seq));
        };
    }

    private String session(int clients, int client, int number) {
        return "%s-%d-%d-%d".formatted(name, clients, client, number);
    }
}
