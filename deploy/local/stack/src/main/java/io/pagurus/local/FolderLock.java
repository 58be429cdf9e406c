package io.pagurus.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Thread-safe; blocks on files. Keeps a second suite out of a folder. The system lets go of it when
 * its process ends, however that ends.
 */
final class FolderLock implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    static FolderLock take(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new FolderLock(path, channel, lock);
                }
            } catch (OverlappingFileLockException _) {
                // Held within this process: no different from one that another holds.
            }
            channel.close();
            throw new StackFailure(
                    "A suite runs in "
                            + path.getParent()
                            + " already. See ./pagurus status, or stop it: ./pagurus down");
        } catch (IOException notLocked) {
            throw new UncheckedIOException(notLocked);
        }
    }

    @Override
    public void close() {
        try {
            if (lock.isValid()) {
                Files.deleteIfExists(path);
                lock.release();
            }
            channel.close();
        } catch (IOException notReleased) {
            throw new UncheckedIOException(notReleased);
        }
    }
}
