package io.pagurus.bench.edge.load;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pure. How a WebSocket is opened; source: RFC 6455 §4. */
final class Handshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY =
            Pattern.compile("\r\nsec-websocket-key: *([^\r ]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern UPGRADE =
            Pattern.compile("\r\nupgrade: *websocket", Pattern.CASE_INSENSITIVE);

    private Handshake() {}

    static String request(int number) {
        String key =
                Base64.getEncoder().encodeToString("%016d".formatted(number).getBytes(Bytes.ASCII));
        return "GET /ws HTTP/1.1\r\nHost: edge.example\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key
                + "\r\nX-Session-ID: bench-"
                + number
                + "\r\n\r\n";
    }

    static ByteBuf answer(byte[] request, int from) {
        String head = new String(request, from, request.length - from, Bytes.ASCII);
        Matcher key = KEY.matcher(head);
        return UPGRADE.matcher(head).find() && key.find()
                ? Bytes.constant(
                        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\nSec-WebSocket-Accept: "
                                + accept(key.group(1))
                                + "\r\n\r\n")
                : Bytes.constant("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest((key + GUID).getBytes(Bytes.ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
