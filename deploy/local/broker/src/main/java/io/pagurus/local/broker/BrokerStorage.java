package io.pagurus.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the main thread; blocks on files. The folder in which the broker keeps its data.
 *
 * @param cluster the same for all brokers of a cluster; null for one that is alone
 */
record BrokerStorage(Path directory, int node, @Nullable String cluster) {

    /** Formats the folder unless that was done before. */
    void prepare() throws Exception {
        Files.createDirectories(directory);
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster == null ? Uuid.randomUuid().toString() : cluster)
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }
}
