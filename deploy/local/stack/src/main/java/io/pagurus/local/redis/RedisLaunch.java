package io.pagurus.local.redis;

import io.pagurus.local.process.Launch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Thread-safe. The Redis process: it appends every write to a file and syncs it each second. */
public final class RedisLaunch {

    private RedisLaunch() {}

    public static Launch of(int port, Path data, Path log) {
        Path folder = data.toAbsolutePath();
        return new Launch(
                "redis",
                List.of(
                        RedisBinary.in(folder).toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec",
                        "--save",
                        ""),
                Map.of(),
                folder,
                log);
    }
}
