package io.pagurus.gateway.forwarding;

/**
 * Immutable. Who asks, as far as it is believed.
 *
 * @param address of the client, without a port
 * @param proxies the trusted ones behind it, in the order in which they passed the request on,
 *     separated by commas; empty where it came directly
 * @param secure whether the client came by TLS
 * @param host as the client named it; empty when it did not
 */
public record Origin(String address, String proxies, boolean secure, String host) {

    public String scheme() {
        return secure ? "https" : "http";
    }
}
