package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;

/** Event-loop confined. Reads answers into the headers that the rest of the edge works with. */
final class AnswerDecoder extends HttpResponseDecoder {

    private static final int MAX_STATUS_LINE = 4096;
    private static final int MAX_CHUNK = 64 * 1024;

    private static final HttpHeadersFactory HEADERS =
            new HttpHeadersFactory() {
                @Override
                public HttpHeaders newHeaders() {
                    return new HeadersMultiMap(AnswerDecoder::validate);
                }

                @Override
                public HttpHeaders newEmptyHeaders() {
                    return new HeadersMultiMap(AnswerDecoder::validate);
                }
            };

    /** What Netty says of a text without a wrong character. */
    private static final int FINE = -1;

    private final DirectConnection connection;

    AnswerDecoder(int maxHeaders, DirectConnection connection) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_STATUS_LINE)
                        .setMaxHeaderSize(maxHeaders)
                        .setMaxChunkSize(MAX_CHUNK)
                        .setHeadersFactory(HEADERS)
                        .setTrailersFactory(HEADERS));
        this.connection = connection;
    }

    /** Chunks that only pass by are not decoded; these were read together with the head. */
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        ChunkPassage passage = connection.passage();
        if (passage != null) {
            passage.pass(context, in.readRetainedSlice(in.readableBytes()));
        } else {
            super.decode(context, in, out);
        }
    }

    /**
     * A node that sends fields which are none is as good as one that breaks off: nobody could pass
     * them on. The field is not quoted, as it may hold what the edge has shown to the node.
     *
     * <p>Source: RFC 9110 §5.1, §5.5.
     */
    private static void validate(CharSequence name, CharSequence value) {
        if (HttpHeaderValidationUtil.validateToken(name) != FINE
                || HttpHeaderValidationUtil.validateValidHeaderValue(value) != FINE) {
            throw new IllegalArgumentException("a header field that is none");
        }
    }

    /** A decoder sees no request, and so cannot know that an answer to HEAD has no body. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        return connection.askedForHead() || super.isContentAlwaysEmpty(answer);
    }
}
