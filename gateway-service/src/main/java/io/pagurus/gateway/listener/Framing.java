package io.pagurus.gateway.listener;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.pagurus.gateway.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a decoded head has to say for its body to have one length only, and its target
 * one meaning.
 *
 * <p>Source: RFC 9112 §2.3, §3.2, §6.
 */
final class Framing {

    private static final String CHUNKED = "chunked";
    private static final String H2C = "h2c";
    private static final String HTTP2_SETTINGS = "http2-settings";
    private static final String HTTP_1_1 = "HTTP/1.1";
    private static final String HTTP_1_0 = "HTTP/1.0";
    private static final int VERSION_LENGTH = 8;
    private static final int MOST_LENGTH_DIGITS = 18;

    private Framing() {}

    static HttpVersion version(String text) {
        if (text.equals(HTTP_1_1)) {
            return HttpVersion.HTTP_1_1;
        }
        if (text.equals(HTTP_1_0)) {
            return HttpVersion.HTTP_1_0;
        }
        if (text.length() == VERSION_LENGTH && text.startsWith("HTTP/")) {
            throw Refusal.of(Problem.versionNotServed());
        }
        throw Refusal.bad("request line", "method, target and HTTP/1.1");
    }

    /**
     * What is wrong with a head; null when nothing is.
     *
     * @param lengths how many Content-Length fields stood in it
     */
    static @Nullable Refusal check(HttpRequest request, int lengths) {
        HttpHeaders headers = request.headers();
        if (lengths > 1
                || (lengths == 1 && !isLength(headers.get(HttpHeaderNames.CONTENT_LENGTH)))) {
            return Refusal.bad("Content-Length", "one number");
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            Refusal refusal = transferEncoding(request, codings, lengths);
            if (refusal != null) {
                return refusal;
            }
        }
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        boolean hostNeeded = HttpVersion.HTTP_1_1.equals(request.protocolVersion());
        if (hosts.size() > 1
                || (hosts.isEmpty() && hostNeeded)
                || (!hosts.isEmpty() && !Token.isAuthority(hosts.getFirst()))) {
            return Refusal.bad("Host", "one");
        }
        return target(request);
    }

    /**
     * Leaves a wish for HTTP/2 in a head only where it can be granted at once: a plain request
     * without a body. Others are served as they came, which the wish allows.
     */
    static void settleUpgrade(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (headers.contains(HttpHeaderNames.UPGRADE, H2C, true) && !isPlainUpgrade(headers)) {
            headers.remove(HttpHeaderNames.UPGRADE);
        }
    }

    /** Says apart from other options what is said among them of the connection's end. */
    static void settleClose(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String said = headers.get(HttpHeaderNames.CONNECTION);
        if (said == null || said.indexOf(',') < 0) {
            return;
        }
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (headers.containsValue(
                HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true)) {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private static boolean isPlainUpgrade(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HTTP2_SETTINGS, true)
                && headers.getAll(HTTP2_SETTINGS).size() == 1
                && (length == null || length.equals("0"))
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !headers.contains(HttpHeaderNames.EXPECT);
    }

    private static @Nullable Refusal transferEncoding(
            HttpRequest request, List<String> codings, int lengths) {
        if (lengths > 0 || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            return Refusal.bad("Transfer-Encoding", "none beside Content-Length or in HTTP/1.0");
        }
        return codings.size() == 1 && CHUNKED.equalsIgnoreCase(codings.getFirst())
                ? null
                : Refusal.bad("Transfer-Encoding", CHUNKED);
    }

    private static boolean isLength(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MOST_LENGTH_DIGITS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** A path, or what a client says to a proxy, which names the host too. */
    private static @Nullable Refusal target(HttpRequest request) {
        String target = request.uri();
        if (target.startsWith("/")) {
            return null;
        }
        if (target.equals("*") && HttpMethod.OPTIONS.equals(request.method())) {
            return null;
        }
        int scheme = target.startsWith("http://") ? 7 : target.startsWith("https://") ? 8 : -1;
        if (scheme < 0 || HttpMethod.CONNECT.equals(request.method())) {
            return Refusal.bad("request-target", "a path, beginning with /");
        }
        int path = scheme;
        while (path < target.length() && "/?".indexOf(target.charAt(path)) < 0) {
            path++;
        }
        String authority = target.substring(scheme, path);
        if (authority.isEmpty() || !Token.isAuthority(authority)) {
            return Refusal.bad("request-target", "a path, beginning with /");
        }
        // The target's host counts, and the field is as if it had not come: RFC 9112 §3.2.2.
        request.headers().set(HttpHeaderNames.HOST, authority);
        String rest = target.substring(path);
        request.setUri(rest.startsWith("/") ? rest : "/" + rest);
        return null;
    }
}
