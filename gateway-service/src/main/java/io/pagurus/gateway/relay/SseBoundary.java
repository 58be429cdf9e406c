package io.pagurus.gateway.relay;

import io.vertx.core.buffer.Buffer;

/**
 * Event-loop confined. Finds where events of an SSE stream end, over any cut of it into chunks: at
 * an empty line, whose end may be LF, CR or CR LF.
 *
 * <p>Source: WHATWG HTML, "Server-sent events", 9.2.5.
 */
final class SseBoundary {

    /** Whether the next byte begins a line. */
    private boolean atLineStart = true;

    private boolean afterCr;
    private boolean crEndedEvent;

    /**
     * Reads on.
     *
     * @return the index behind the last event that ends in this chunk; -1 when none does
     */
    int lastEnd(Buffer chunk) {
        int end = -1;
        for (int i = 0; i < chunk.length(); i++) {
            if (endsEvent(chunk.getByte(i))) {
                end = i + 1;
            }
        }
        return end;
    }

    private boolean endsEvent(byte b) {
        boolean ends;
        switch (b) {
            case '\r' -> {
                ends = atLineStart;
                crEndedEvent = ends;
                afterCr = true;
                atLineStart = true;
            }
            case '\n' -> {
                // The LF of a CR LF belongs to the line that the CR has ended.
                ends = afterCr ? crEndedEvent : atLineStart;
                afterCr = false;
                atLineStart = true;
            }
            default -> {
                ends = false;
                afterCr = false;
                atLineStart = false;
            }
        }
        return ends;
    }
}
