package io.pagurus.session.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Immutable. Text that chunks are deflated against, so that what most conversations have in common
 * costs nothing. A version is never changed once chunks were sealed with it: a new text is a new
 * version, and the old ones stay for reading.
 */
public final class Dictionary {

    /** Deflate finds nothing further back than its window less its look-ahead. */
    public static final int MAX_BYTES = 32 * 1024 - 262;

    private static final Dictionary FIRST = new Dictionary(1, load("/history/dictionary-1.bin"));

    private final int version;
    private final byte[] text;

    /**
     * @param version 1 to 255
     */
    public Dictionary(int version, byte[] text) {
        if (version < 1 || version > 255 || text.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "dictionary %d of %d bytes".formatted(version, text.length));
        }
        this.version = version;
        this.text = text.clone();
    }

    /** The one that new chunks are sealed with. */
    public static Dictionary newest() {
        return FIRST;
    }

    /** Those that chunks of earlier versions were sealed with. */
    static Dictionary[] older() {
        return new Dictionary[0];
    }

    int version() {
        return version;
    }

    /** Shared, never written to. */
    byte[] text() {
        return text;
    }

    private static byte[] load(String resource) {
        try (InputStream in = Dictionary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
