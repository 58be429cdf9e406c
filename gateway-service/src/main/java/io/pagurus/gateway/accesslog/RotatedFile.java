package io.pagurus.gateway.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread, which may block. A file that is put aside when it is large, and its
 * predecessors, each one older. One that somebody else has moved away is begun anew.
 */
final class RotatedFile extends OutputStream {

    private final Path file;
    private final long maxSize;
    private final int keep;
    private @Nullable OutputStream open;
    private long size;

    RotatedFile(Path file, long maxSize, int keep) {
        this.file = file;
        this.maxSize = maxSize;
        this.keep = keep;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    /** Takes whole lines: a line stands in one file. */
    @Override
    public void write(byte[] lines, int from, int length) throws IOException {
        if (open != null && !Files.exists(file)) {
            close();
        }
        if (size > 0 && size + length > maxSize) {
            close();
            putAside();
        }
        OutputStream to = open == null ? open() : open;
        to.write(lines, from, length);
        size += length;
    }

    private OutputStream open() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        OutputStream opened =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
        open = opened;
        return opened;
    }

    private void putAside() throws IOException {
        if (keep == 0) {
            Files.deleteIfExists(file);
            return;
        }
        for (int i = keep - 1; i > 0; i--) {
            move(aside(i), aside(i + 1));
        }
        move(file, aside(1));
    }

    private Path aside(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Ends; what was written is there, or was counted as not. */
    void letGo() {
        try {
            close();
        } catch (IOException _) {
            // Nothing is buffered here, so nothing is lost.
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream closing = open;
        open = null;
        size = 0;
        if (closing != null) {
            closing.close();
        }
    }
}
