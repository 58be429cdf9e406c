package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.pagurus.gateway.fleet.FleetNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Event-loop confined. What a request to a node begins with, written straight to the wire's bytes.
 * Names and values come from a parsed request or from the edge itself, so no line break is in them.
 */
record RequestHead(NodeRequest request, FleetNode node, long epoch, NodeCredentials credentials) {

    private static final int HTTP_PORT = 80;
    private static final String LINE = "\r\n";

    boolean isHead() {
        return HttpMethod.HEAD.equals(request.method());
    }

    /** Whether the body goes in chunks, as its length is not known. */
    boolean isChunked() {
        return request.payload() instanceof Payload.Streamed
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    void writeTo(ByteBuf out) {
        ascii(out, request.method().name());
        out.writeByte(' ');
        ascii(out, request.uri());
        ascii(out, " HTTP/1.1\r\n");
        host(out);
        headers(out);
        framing(out);
        ascii(out, LINE);
    }

    /** The node's own, unless it is to see the client's. */
    private void host(ByteBuf out) {
        if (request.headers().contains(HttpHeaders.HOST)) {
            return;
        }
        ascii(out, "host: ");
        ascii(out, node.host());
        if (node.port() != HTTP_PORT) {
            out.writeByte(':');
            ascii(out, Integer.toString(node.port()));
        }
        ascii(out, LINE);
    }

    private void headers(ByteBuf out) {
        boolean lengthIsOurs = request.payload() instanceof Payload.Kept;
        MultiMap headers = request.headers();
        if (!credentials.isNone()) {
            headers = HeadersMultiMap.httpHeaders().addAll(headers);
            credentials.addTo(headers, node.id());
        }
        lines(out, headers, lengthIsOurs);
        if (epoch > 0) {
            line(out, "x-session-epoch", Long.toString(epoch));
        }
    }

    private void framing(ByteBuf out) {
        if (request.payload() instanceof Payload.Kept kept) {
            line(out, "content-length", Integer.toString(kept.bytes().length()));
        } else if (isChunked()) {
            line(out, "transfer-encoding", "chunked");
        }
    }

    private static void lines(ByteBuf out, MultiMap headers, boolean withoutLength) {
        if (headers instanceof HeadersMultiMap netty) {
            Iterator<Map.Entry<CharSequence, CharSequence>> each = netty.iteratorCharSequence();
            while (each.hasNext()) {
                Map.Entry<CharSequence, CharSequence> header = each.next();
                unlessLength(out, header.getKey(), header.getValue(), withoutLength);
            }
        } else {
            headers.forEach((name, value) -> unlessLength(out, name, value, withoutLength));
        }
    }

    private static void unlessLength(
            ByteBuf out, CharSequence name, CharSequence value, boolean withoutLength) {
        if (!withoutLength || !isLength(name)) {
            line(out, name, value);
        }
    }

    private static boolean isLength(CharSequence name) {
        return name.length() == HttpHeaders.CONTENT_LENGTH.length()
                && "content-length".equalsIgnoreCase(name.toString());
    }

    private static void line(ByteBuf out, CharSequence name, CharSequence value) {
        ascii(out, name);
        out.writeByte(':').writeByte(' ');
        ascii(out, value);
        ascii(out, LINE);
    }

    private static void ascii(ByteBuf out, CharSequence text) {
        var _ = ByteBufUtil.writeAscii(out, text);
    }
}
