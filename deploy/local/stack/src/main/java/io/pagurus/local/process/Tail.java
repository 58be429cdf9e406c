package io.pagurus.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Thread-safe; blocks on files. The last lines of a log. */
public final class Tail {

    /** Enough for some long lines, little enough to print. */
    private static final int WINDOW_BYTES = 32 * 1024;

    private Tail() {}

    /** The last lines, or a word on why there are none. */
    public static String of(Path log, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - WINDOW_BYTES);
            byte[] end = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException notRead) {
            return "(no log: " + notRead.getMessage() + ")";
        }
    }
}
