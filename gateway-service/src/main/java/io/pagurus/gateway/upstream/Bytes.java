package io.pagurus.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/**
 * Thread-safe. Between Netty's buffers and Vert.x's. Vert.x 4 has no other way than the deprecated
 * one; 5 has a class for it.
 */
@SuppressWarnings("deprecation")
final class Bytes {

    private Bytes() {}

    /** The bytes of a buffer, without copying; to be read at once. */
    static ByteBuf of(Buffer buffer) {
        return buffer.getByteBuf();
    }

    /** A buffer of its own, which anybody may keep. */
    static Buffer copy(ByteBuf from) {
        byte[] bytes = new byte[from.readableBytes()];
        from.readBytes(bytes);
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes));
    }
}
