package io.pagurus.bench.edge.proxy;

/** Pure. HAProxy with one thread. Affinity by session, passive health, shared connections. */
final class HaProxy {

    private HaProxy() {}

    static String configuration(int port, int origin, int openFiles) {
        return """
        global
          nbthread 1
          maxconn %d
        defaults
          mode http
          timeout connect 5s
          timeout client 1h
          timeout server 1h
          timeout tunnel 1h
          option http-keep-alive
          option http-no-delay
          http-reuse always
        frontend edge
          bind 127.0.0.1:%d backlog 4096
          option forwardfor
          default_backend nodes
        backend nodes
          balance hdr(X-Session-ID)
          hash-type consistent
          server node 127.0.0.1:%d check observe layer7 inter 2s
        """
                .formatted((openFiles - 300) / 2, port, origin);
    }
}
