package io.pagurus.gateway.routes;

import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.RuleError;
import io.pagurus.gateway.rules.RuleText;
import io.pagurus.gateway.rules.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Thread-safe. The rules in force. New ones are read as a whole and then take the place of the old
 * ones at once; those that cannot be used change nothing, and are remembered with what is wrong.
 */
public final class Rules {

    private static final int TAG_BYTES = 8;

    private final Secrets secrets;
    private final EdgeRules defaults;
    private final Clock clock;
    private final List<Consumer<EdgeRules>> listeners = new CopyOnWriteArrayList<>();
    private volatile Applied applied;
    private volatile List<RuleError> refused = List.of();

    /**
     * Immutable. Rules in force.
     *
     * @param text as they were written
     * @param tag changes with the text
     * @param source where they came from
     */
    public record Applied(EdgeRules rules, String text, String tag, String source, Instant at) {}

    public Rules(EdgeRules defaults, Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.defaults = defaults;
        this.clock = clock;
        this.applied = new Applied(defaults, "", tag(""), "defaults", clock.instant());
    }

    /** Those in force now; to be taken once for one request. */
    public EdgeRules now() {
        return applied.rules();
    }

    public Applied applied() {
        return applied;
    }

    /** What is wrong with the last rules that were to be applied; empty when they are in force. */
    public List<RuleError> refused() {
        return refused;
    }

    /** Names who is told of new rules, on the thread that brings them, and of those in force. */
    public void onApplied(Consumer<EdgeRules> listener) {
        listeners.add(listener);
        listener.accept(now());
    }

    /** Reads rules without putting them in force. */
    public EdgeRules check(String text) throws InvalidRulesException {
        return RuleText.read(text, secrets, section -> EdgeRules.read(section, defaults));
    }

    /** Puts rules in force, also when they read the same: a secret that they name may be new. */
    public synchronized Applied apply(String text, String source) throws InvalidRulesException {
        EdgeRules read;
        secrets.forget();
        try {
            read = check(text);
        } catch (InvalidRulesException invalid) {
            refused = invalid.errors();
            throw invalid;
        }
        Applied next = new Applied(read, text, tag(text), source, clock.instant());
        // First those whom a route names: it finds its keys, limits and credentials in force.
        listeners.forEach(listener -> listener.accept(read));
        applied = next;
        refused = List.of();
        return next;
    }

    /**
     * Puts those in force once more if a secret that they name has changed.
     *
     * @return whether one has
     * @throws InvalidRulesException when one is gone; the last good ones stay
     */
    public synchronized boolean renewSecrets() throws InvalidRulesException {
        boolean changed = secrets.changed();
        if (changed) {
            var _ = apply(applied.text(), applied.source());
        }
        return changed;
    }

    /** What changes with a text. */
    static String tag(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
