package io.pagurus.gateway.forwarding;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a proxy says of a request that it has passed on.
 *
 * @param address who sent it; empty where that is no address
 * @param scheme by which it came; null where nothing is said of it
 * @param host that the sender named; null likewise
 */
record Passage(String address, @Nullable String scheme, @Nullable String host) {

    static Passage of(String address, @Nullable String scheme, @Nullable String host) {
        return new Passage(Networks.isAddress(address) ? address : "", scheme, host);
    }

    boolean isKnown() {
        return !address.isEmpty();
    }
}
