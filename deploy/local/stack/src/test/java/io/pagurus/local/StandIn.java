package io.pagurus.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs on the main thread of its own JVM. Stands in for a service: it is ready, and tells its
 * environment.
 */
public final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        String refused = environment.get("STAND_IN_FAILS");
        if (refused != null) {
            System.out.println("this cannot be: " + refused);
            System.exit(7);
        }
        String port =
                environment.getOrDefault("PAGURUS_NODE_PORT", environment.get("QUARKUS_HTTP_PORT"));
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(port)),
                        0);
        byte[] answer = environment.toString().getBytes(StandardCharsets.UTF_8);
        byte[] noNodes = "{\"nodes\":[]}".getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    boolean topology = exchange.getRequestURI().getPath().equals("/v1/topology");
                    byte[] said = topology ? noNodes : answer;
                    exchange.sendResponseHeaders(200, said.length);
                    try (OutputStream body = exchange.getResponseBody()) {
                        body.write(said);
                    }
                });
        server.start();
    }
}
