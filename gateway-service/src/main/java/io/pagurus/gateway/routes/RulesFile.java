package io.pagurus.gateway.routes;

import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.RuleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe, may block. The file that rules are kept in. It is compared by its content: a mounted
 * ConfigMap changes behind a link, and its time says nothing.
 */
public final class RulesFile {

    private static final System.Logger LOG = System.getLogger(RulesFile.class.getName());

    /** In UTF-8 a character has up to four bytes. */
    private static final long MOST_BYTES = 4L * RuleText.MOST_CHARACTERS;

    private final @Nullable Path file;
    private final Rules rules;
    private String seen = "";

    /**
     * @param file null keeps rules in memory alone
     */
    public RulesFile(@Nullable Path file, Rules rules) {
        this.file = file;
        this.rules = rules;
    }

    /** Whether there is a file, so that a restart finds the rules that were put in force. */
    public boolean kept() {
        return file != null;
    }

    /**
     * Puts in force what is written, at start.
     *
     * @throws IllegalStateException when there is nothing, or nothing that can be used: an edge
     *     without its rules would be another edge
     */
    public synchronized void load() {
        if (file == null) {
            return;
        }
        try {
            seen = read(file);
            rules.apply(seen, file.toString());
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "pagurus.gateway.rules.file cannot be read: " + unreadable, unreadable);
        } catch (InvalidRulesException invalid) {
            throw new IllegalStateException(
                    "the rules in " + file + " cannot be used: " + invalid.getMessage(), invalid);
        }
    }

    /** Puts in force what is new, secrets among it; on an error the last good rules stay. */
    public synchronized void lookAgain() {
        try {
            String written = file == null ? seen : read(file);
            if (file != null && !written.equals(seen)) {
                seen = written;
                Rules.Applied applied = rules.apply(written, file.toString());
                LOG.log(System.Logger.Level.INFO, "new rules are in force: {0}", applied.tag());
            } else if (rules.renewSecrets()) {
                LOG.log(System.Logger.Level.INFO, "new secrets are in force");
            }
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "the rules stay: {0}", unreadable.toString());
        } catch (InvalidRulesException invalid) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the rules stay, the new ones cannot be used: {0}",
                    invalid.getMessage());
        }
    }

    /**
     * Writes rules, where there is a file, and puts them in force; neither when they cannot be
     * used.
     *
     * @throws IOException when the file cannot be written; then nothing has changed
     */
    public synchronized Rules.Applied write(String text, String source)
            throws InvalidRulesException, IOException {
        var _ = rules.check(text);
        if (file != null) {
            replace(Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath(), text);
            seen = text;
        }
        return rules.apply(text, source);
    }

    private static void replace(Path target, String text) throws IOException {
        Path beside = Files.createTempFile(target.getParent(), ".rules", ".tmp");
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(
                    beside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is larger than " + MOST_BYTES + " bytes");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
