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
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable Refused refused;

    /** Where those in force have their secrets from. */
    private Secrets inForce;

    /**
     * Immutable. Rules in force.
     *
     * @param text as they were written
     * @param tag changes with the text
     * @param source where they came from
     */
    public record Applied(EdgeRules rules, String text, String tag, String source, Instant at) {}

    /**
     * Immutable. Rules that could not be used.
     *
     * @param found the secrets that they name
     */
    private record Refused(String text, String source, Secrets found, List<RuleError> errors) {}

    public Rules(EdgeRules defaults, Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.inForce = secrets.fresh();
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
        Refused last = refused;
        return last == null ? List.of() : last.errors();
    }

    /** Names who is told of new rules, on the thread that brings them, and of those in force. */
    public void onApplied(Consumer<EdgeRules> listener) {
        listeners.add(listener);
        listener.accept(now());
    }

    /** Reads rules without putting them in force. */
    public EdgeRules check(String text) throws InvalidRulesException {
        return read(text, secrets.fresh());
    }

    private EdgeRules read(String text, Secrets from) throws InvalidRulesException {
        return RuleText.read(text, from, section -> EdgeRules.read(section, defaults));
    }

    /** Puts rules in force. */
    public synchronized Applied apply(String text, String source) throws InvalidRulesException {
        Secrets found = secrets.fresh();
        try {
            Applied next = putInForce(text, source, found);
            refused = null;
            return next;
        } catch (InvalidRulesException invalid) {
            refused = new Refused(text, source, found, invalid.errors());
            throw invalid;
        }
    }

    private Applied putInForce(String text, String source, Secrets found)
            throws InvalidRulesException {
        EdgeRules read = read(text, found);
        Applied next = new Applied(read, text, tag(text), source, clock.instant());
        // First those whom a route names: it finds its keys, limits and credentials in force.
        listeners.forEach(listener -> listener.accept(read));
        applied = next;
        inForce = found;
        return next;
    }

    /**
     * Looks whether secrets have changed: those of rules that were refused, which may be good now,
     * and those of the rules in force.
     *
     * @return whether rules were put in force for it
     * @throws InvalidRulesException when rules are refused for it; the last good ones stay
     */
    public synchronized boolean renewSecrets() throws InvalidRulesException {
        Refused last = refused;
        if (last != null && last.found().changed()) {
            var _ = apply(last.text(), last.source());
            return true;
        }
        if (!inForce.changed()) {
            return false;
        }
        if (last == null) {
            var _ = apply(applied.text(), applied.source());
            return true;
        }
        if (last.text().equals(applied.text())) {
            // One of them is gone, which was told when it went.
            return false;
        }
        var _ = putInForce(applied.text(), applied.source(), secrets.fresh());
        return true;
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
