package io.pagurus.node.leftover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.node.chat.ChatRequest;
import io.pagurus.node.model.HistoryDigest;
import io.pagurus.node.store.SessionStore.TurnRef;
import io.pagurus.node.turn.TurnCall;
import io.pagurus.node.turn.TurnKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Thread-safe; blocks for files. One file a running turn. It outlives the process, not the machine:
 * it is not forced to the disk, since nothing depends on it but the drill's zombie.
 */
public final class TurnFiles implements TurnKeeper {

    /** More turns than this do not run at once; a directory with more is not ours alone. */
    private static final int MAX_LEFTOVERS = 10_000;

    private static final String SUFFIX = ".turn.json";
    private static final System.Logger LOG = System.getLogger(TurnFiles.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    public TurnFiles(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    @Override
    public void keep(TurnCall call) {
        TurnRef ref = call.ref();
        ObjectNode kept =
                JSON.createObjectNode()
                        .put("sessionId", ref.sessionId())
                        .put("epoch", ref.epoch())
                        .put("turnId", ref.turnId())
                        .put("requestDigest", call.requestDigest())
                        .put("body", call.body());
        Path file = file(ref);
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.write(draft, JSON.writeValueAsBytes(kept));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a running turn is not kept: {0}", e.toString());
        }
    }

    @Override
    public void drop(TurnCall call) {
        drop(file(call.ref()));
    }

    /** The turns that ran when the process ended; to be read before new ones run. */
    public List<TurnCall> leftovers() {
        List<TurnCall> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .limit(MAX_LEFTOVERS)
                    .forEach(file -> read(file, found));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no leftovers are read: {0}", e.toString());
        }
        return found;
    }

    private static void read(Path file, List<TurnCall> found) {
        try {
            JsonNode kept = JSON.readTree(Files.readAllBytes(file));
            String body = kept.path("body").asText();
            TurnRef ref =
                    new TurnRef(
                            kept.path("sessionId").asText(),
                            kept.path("epoch").asLong(),
                            kept.path("turnId").asText());
            if (ChatRequest.parse(body.getBytes(StandardCharsets.UTF_8))
                    instanceof ChatRequest chat) {
                String digest = kept.path("requestDigest").asText();
                found.add(new TurnCall(ref, chat, digest, body, true));
            } else {
                drop(file);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a leftover is no turn: {0}",
                    e.getClass().getSimpleName());
            drop(file);
        }
    }

    private static void drop(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a turn stays kept: {0}", e.toString());
        }
    }

    /** Ids are too long, and too free, for a file's name. */
    private Path file(TurnRef ref) {
        String name = ref.sessionId() + "\u001f" + ref.epoch() + "\u001f" + ref.turnId();
        String digest = HistoryDigest.of(name.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(digest + SUFFIX);
    }
}
