package io.pagurus.local.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; blocks. What an operator does with redis-cli: one command, one answer, on a connection
 * of its own.
 *
 * @param password of the default user; null where it needs none
 */
record RedisCall(int port, @Nullable String password) {

    private static final int TIMEOUT_MILLIS = 2_000;

    /**
     * The answer as text; the elements of an array each on a line, empty when there is none.
     *
     * @throws IllegalStateException when Redis refuses, with its words
     * @throws UncheckedIOException when it does not answer
     */
    String of(String... command) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            if (password != null) {
                answer(socket.getOutputStream(), in, "AUTH", password);
            }
            return answer(socket.getOutputStream(), in, command);
        } catch (IOException away) {
            throw new UncheckedIOException("Redis on port " + port, away);
        }
    }

    private static String answer(OutputStream out, InputStream in, String... command)
            throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("*" + command.length + "\r\n"));
        for (String word : command) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            request.writeBytes(ascii("$" + bytes.length + "\r\n"));
            request.writeBytes(bytes);
            request.writeBytes(ascii("\r\n"));
        }
        out.write(request.toByteArray());
        out.flush();
        return read(in);
    }

    private static String read(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> throw new IllegalStateException(rest);
            case '$' -> bulk(in, Integer.parseInt(rest));
            case '*' -> array(in, Integer.parseInt(rest));
            default -> throw new IOException("no answer of Redis: " + line);
        };
    }

    private static String bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String array(InputStream in, int length) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(read(in));
        }
        return String.join("\n", elements);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
