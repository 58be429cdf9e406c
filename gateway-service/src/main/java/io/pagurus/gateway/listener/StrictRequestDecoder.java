package io.pagurus.gateway.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Decodes requests as RFC 9112 has them and no others: Netty's decoder is
 * friendly to what others read differently, and two readings of one request are how a second one is
 * smuggled past the edge.
 *
 * <p>Looks at the bytes first, so that what is refused is never decoded.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    /** What the next bytes belong to. */
    private enum Expected {
        HEAD,
        BODY,
        CHUNKS,
        NOTHING
    }

    private static final AsciiString LENGTH = AsciiString.cached("content-length");

    private final ClientConnection connection;
    private final HeadLines head = new HeadLines();
    private ChunkLines chunks = new ChunkLines();
    private Expected expected = Expected.HEAD;
    private int lengths;
    private int lineLength;

    StrictRequestDecoder(HttpDecoderConfig config, ClientConnection connection) {
        super(config);
        this.connection = connection;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        Refusal refusal = look(in);
        if (refusal != null) {
            refuse(in, out, refusal);
        }
        if (expected == Expected.NOTHING) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int before = out.size();
        int from = in.readerIndex();
        super.decode(context, in, out);
        head.taken(in.readerIndex() - from);
        chunks.taken(in.readerIndex() - from);
        for (int i = before; i < out.size(); i++) {
            decoded(out.get(i), in);
        }
        if (expected == Expected.HEAD) {
            connection.awaitsHead(head.begun() || in.isReadable());
        }
    }

    private @Nullable Refusal look(ByteBuf in) {
        return switch (expected) {
            case HEAD -> head.look(in);
            case CHUNKS -> chunks.look(in);
            case BODY, NOTHING -> null;
        };
    }

    private void refuse(ByteBuf in, List<Object> out, Refusal refusal) {
        in.skipBytes(in.readableBytes());
        HttpMessage invalid;
        if (expected == Expected.HEAD) {
            invalid = createInvalidMessage();
            invalid.setDecoderResult(DecoderResult.failure(refusal));
            out.add(invalid);
            connection.unread();
        } else {
            connection.refuse(refusal.problem());
        }
        expected = Expected.NOTHING;
    }

    private void decoded(Object object, ByteBuf in) {
        if (object instanceof HttpRequest request) {
            begun(request, in);
        }
        if (object instanceof HttpContent content
                && content.decoderResult().isFailure()
                && expected != Expected.NOTHING) {
            expected = Expected.NOTHING;
            connection.refuse(Refusal.problem(content.decoderResult().cause()));
        }
        if (object instanceof LastHttpContent && expected != Expected.NOTHING) {
            expected = Expected.HEAD;
            head.next();
            lengths = 0;
            connection.requestRead();
        }
    }

    private void begun(HttpRequest request, ByteBuf in) {
        Refusal refusal =
                request.decoderResult().isFailure() ? null : Framing.check(request, lengths);
        boolean chunked = request.headers().contains("Transfer-Encoding");
        if (refusal == null && chunked) {
            chunks = new ChunkLines();
            refusal = chunks.look(in);
        }
        if (refusal != null) {
            request.setDecoderResult(DecoderResult.failure(refusal));
        }
        if (request.decoderResult().isFailure()) {
            expected = Expected.NOTHING;
            connection.unread();
        } else {
            Framing.settleUpgrade(request);
            Framing.settleClose(request);
            expected = chunked ? Expected.CHUNKS : Expected.BODY;
            connection.headRead();
        }
    }

    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                "/bad-request",
                Unpooled.EMPTY_BUFFER,
                HeadersMultiMap.httpHeaders(),
                EmptyHttpHeaders.INSTANCE);
    }

    // ---- the request line: one space between its words, and nothing else

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        lineLength = start + length;
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        oneSpace(line, start);
        lineLength = start + length;
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        oneSpace(line, start);
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private void oneSpace(byte[] line, int start) {
        if (start != lineLength + 1 || line[lineLength] != ' ') {
            throw Refusal.bad("request line", "single spaces");
        }
    }

    @Override
    protected HttpMessage createMessage(String[] words) {
        HttpVersion version = Framing.version(words[2]);
        if (!Token.isToken(words[0])) {
            throw Refusal.bad("method", "a token");
        }
        if (!Token.isTarget(words[1])) {
            throw Refusal.bad("request-target", "visible ASCII without a fragment");
        }
        return new DefaultHttpRequest(
                version, HttpMethod.valueOf(words[0]), words[1], HeadersMultiMap.httpHeaders());
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        AsciiString name = super.splitHeaderName(line, start, length);
        if (!Token.isToken(name)) {
            throw Refusal.bad("header name", "a token, and the colon behind it");
        }
        if (length == LENGTH.length() && LENGTH.contentEqualsIgnoreCase(name)) {
            // The decoder makes one of several, and would hide them.
            lengths++;
        }
        return name;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw Refusal.bad("Content-Length", "none beside Transfer-Encoding");
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return false;
    }
}
