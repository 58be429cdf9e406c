package io.pagurus.session.api;

/**
 * Immutable. What a commit's answer promises: {@code region} (brokers of one region have it) or
 * {@code geo} (brokers of two regions do).
 */
public record Durability(String text) {

    public Durability {
        if (!text.equals("region") && !text.equals("geo")) {
            throw new IllegalArgumentException("pagurus.durability is region or geo, not " + text);
        }
    }
}
