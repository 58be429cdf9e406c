package io.pagurus.events.kafka;

import io.pagurus.local.broker.BrokerMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** May block. A real Kafka broker in a process of its own, which ends with this one. */
record TestBroker(Process process, int port) {

    static TestBroker start(Path directory) throws IOException {
        int port = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath(),
                        BrokerMain.class.getName());
        builder.environment().put("PAGURUS_BROKER_PORT", Integer.toString(port));
        builder.environment().put("PAGURUS_BROKER_CONTROLLER_PORT", Integer.toString(freePort()));
        builder.environment().put("PAGURUS_BROKER_DIR", directory.resolve("kafka").toString());
        builder.environment()
                .put("PAGURUS_BROKER_PARENT", Long.toString(ProcessHandle.current().pid()));
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
        return new TestBroker(builder.start(), port);
    }

    /** A prefix under which all topics are there, each of one partition, and empty. */
    Topics newTopics() throws InterruptedException, ExecutionException {
        Topics topics = new Topics(UUID.randomUUID() + ".");
        List<NewTopic> wanted =
                topics.all().stream()
                        .flatMap(t -> List.of(t, topics.deadLetters(t)).stream())
                        .map(t -> new NewTopic(t, 1, (short) 1))
                        .toList();
        // The first call waits until the broker answers.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(wanted).all().get();
        }
        return topics;
    }

    KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", address(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    KafkaConsumer<String, byte @Nullable []> consumer(String group) {
        return consumer(group, Map.of());
    }

    /** One that keeps its place in the group over a restart. */
    KafkaConsumer<String, byte @Nullable []> member(String group, String instance) {
        return consumer(group, Map.of("group.instance.id", instance));
    }

    private KafkaConsumer<String, byte @Nullable []> consumer(
            String group, Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", address());
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private String address() {
        return "127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String classPath() throws IOException {
        try (InputStream in =
                BrokerMain.class.getResourceAsStream("/META-INF/pagurus/broker.classpath")) {
            String jars =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Path own =
                    Path.of(
                            BrokerMain.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return own + File.pathSeparator + jars.strip().replace("|", File.pathSeparator);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
