package io.pagurus.gateway.trail;

import io.pagurus.gateway.tracing.TraceParent;
import io.vertx.core.MultiMap;

/**
 * Immutable. Of a request of which nothing is remembered: it has a name, for logs elsewhere.
 *
 * @param hidesTrace whether what its client says of a trace is not believed
 */
record Named(String id, boolean hidesTrace) implements Trail {

    @Override
    public void nameTo(MultiMap headers) {
        name(headers, id, hidesTrace);
    }

    static void name(MultiMap headers, String id, boolean hidesTrace) {
        headers.set(RequestIds.HEADER, id);
        if (hidesTrace) {
            headers.remove(TraceParent.HEADER);
            headers.remove(TraceParent.STATE);
        }
    }
}
