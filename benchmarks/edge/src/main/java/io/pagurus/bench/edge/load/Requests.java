package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. What a client asks for by turns; each has a session of its own.
 *
 * @param gets how many GETs stand in the row
 * @param posts how many POSTs follow, with a body of 256 bytes
 */
public record Requests(int gets, int posts) {

    private static final String BODY = "{\"text\":\"" + "y".repeat(245) + "\"}";

    List<ByteBuf> of(int number) {
        List<ByteBuf> all = new ArrayList<>();
        String headers =
                " /bench HTTP/1.1\r\nHost: edge.example\r\nUser-Agent: pagurus-bench\r\n"
                        + "Accept: */*\r\nX-Session-ID: bench-"
                        + number
                        + "\r\n";
        for (int i = 0; i < gets; i++) {
            all.add(Bytes.constant("GET" + headers + "\r\n"));
        }
        for (int i = 0; i < posts; i++) {
            all.add(
                    Bytes.constant(
                            "POST"
                                    + headers
                                    + "Content-Type: application/json\r\nContent-Length: "
                                    + BODY.length()
                                    + "\r\n\r\n"
                                    + BODY));
        }
        return List.copyOf(all);
    }

    /** One that has its connection closed after it. */
    static ByteBuf single(int number) {
        return Bytes.constant(
                "GET /bench HTTP/1.1\r\nHost: edge.example\r\nUser-Agent: pagurus-bench\r\n"
                        + "Accept: */*\r\nConnection: close\r\nX-Session-ID: bench-"
                        + number
                        + "\r\n\r\n");
    }
}
