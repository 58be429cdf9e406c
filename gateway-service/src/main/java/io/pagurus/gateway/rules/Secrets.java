package io.pagurus.gateway.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe, may block. Rules name secrets and never hold them: {@code file:/run/secrets/x} is
 * the first line of a file, {@code env:NAME} a variable of the environment.
 */
public final class Secrets {

    public static final String EXPECTED =
            "file:PATH or env:NAME of a secret that is there and not empty";

    private static final long MOST_BYTES = 64_000;

    private final Function<String, @Nullable String> environment;

    /** As they were found, by what names them. */
    private final ConcurrentMap<String, Optional<Secret>> found = new ConcurrentHashMap<>();

    /**
     * @param environment a variable by its name; null when it is not set
     */
    public Secrets(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** The secret that is meant; empty when there is none. */
    public Optional<Secret> find(String reference) {
        Optional<Secret> secret = read(reference);
        found.put(reference, secret);
        return secret;
    }

    /** The same secrets, none of which was looked for yet. */
    public Secrets fresh() {
        return new Secrets(environment);
    }

    /** Whether one that was looked for here has another value now, or is there or gone. */
    public boolean changed() {
        return found.entrySet().stream()
                .anyMatch(each -> !each.getValue().equals(read(each.getKey())));
    }

    private Optional<Secret> read(String reference) {
        @Nullable String value = null;
        if (reference.startsWith("env:")) {
            value = environment.apply(reference.substring("env:".length()));
        } else if (reference.startsWith("file:")) {
            value = firstLine(reference.substring("file:".length()));
        }
        return value == null || value.isBlank()
                ? Optional.empty()
                : Optional.of(new Secret(value.strip()));
    }

    private static @Nullable String firstLine(String path) {
        try {
            Path file = Path.of(path);
            if (Files.size(file) > MOST_BYTES) {
                return null;
            }
            return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse(null);
        } catch (IOException | InvalidPathException notThere) {
            return null;
        }
    }
}
