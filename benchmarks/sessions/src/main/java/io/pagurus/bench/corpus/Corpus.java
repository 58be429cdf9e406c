package io.pagurus.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Immutable. Documents of real text, each in the order in which it was written. The measured one
 * and the one that the dictionary is trained on have no document in common.
 */
public final class Corpus {

    private final List<Document> documents;

    /**
     * @param source where it is from, as in {@code NOTICE}
     * @param pieces its paragraphs and its listings
     */
    record Document(String source, String name, List<Piece> pieces) {}

    /**
     * @param code whether it is code or the output of a program, and its lines are to be kept
     */
    record Piece(boolean code, String text) {}

    private Corpus(List<Document> documents) {
        this.documents = List.copyOf(documents);
    }

    /** What sizes are measured with. */
    public static Corpus measured() {
        return load("/corpus/measured.jsonl.gz");
    }

    /** What the dictionary is trained on. */
    public static Corpus training() {
        return load("/corpus/training.jsonl.gz");
    }

    List<Document> documents() {
        return documents;
    }

    private static Corpus load(String resource) {
        List<Document> documents = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (InputStream file = Corpus.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("missing " + resource);
            }
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(file), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                documents.add(document(json.readTree(line)));
            }
            return new Corpus(documents);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static Document document(JsonNode line) {
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode piece : line.path("pieces")) {
            boolean code = piece.has("code");
            pieces.add(new Piece(code, piece.path(code ? "code" : "prose").asText()));
        }
        return new Document(line.path("source").asText(), line.path("name").asText(), pieces);
    }
}
