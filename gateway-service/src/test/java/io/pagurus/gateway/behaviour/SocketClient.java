package io.pagurus.gateway.behaviour;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thread-safe. A client's WebSocket through the edge. */
final class SocketClient {

    /** Writes down what a client hears. */
    private static final class Heard implements WebSocket.Listener {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final List<String> pongs = new CopyOnWriteArrayList<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private volatile long closedAt;
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            pongs.add(StandardCharsets.UTF_8.decode(message).toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closedAt = System.nanoTime() / 1_000_000;
            closed.complete(code + " " + reason);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete("error " + error);
        }
    }

    private final Heard heard;
    private final WebSocket socket;

    private SocketClient(Heard heard, WebSocket socket) {
        this.heard = heard;
        this.socket = socket;
    }

    /** Opens one; headers are names and values by turns. */
    static SocketClient open(EdgeSuite suite, String path, String... headers) {
        Heard heard = new Heard();
        WebSocket.Builder builder = suite.client.newWebSocketBuilder().subprotocols("chat");
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI uri = URI.create("ws://127.0.0.1:" + suite.port() + path);
        return new SocketClient(heard, EdgeSuite.get(builder.buildAsync(uri, heard)));
    }

    SocketClient say(String text) {
        EdgeSuite.get(socket.sendText(text, true));
        return this;
    }

    SocketClient ping(String payload) {
        EdgeSuite.get(socket.sendPing(StandardCharsets.UTF_8.encode(payload)));
        return this;
    }

    void close(int code, String reason) {
        EdgeSuite.get(socket.sendClose(code, reason));
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    List<String> texts() {
        return heard.texts;
    }

    List<String> pongs() {
        return heard.pongs;
    }

    /** Code and reason, or the error, with which it ended. */
    String end() {
        return EdgeSuite.get(heard.closed);
    }

    /** On a clock of its own. */
    long endedAtMillis() {
        return heard.closedAt;
    }

    boolean ended() {
        return heard.closed.isDone();
    }
}
