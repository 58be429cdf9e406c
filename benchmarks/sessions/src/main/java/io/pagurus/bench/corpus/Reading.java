package io.pagurus.bench.corpus;

import io.pagurus.bench.corpus.Corpus.Document;
import io.pagurus.bench.corpus.Corpus.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Confined to one thread. Reads on in a document, sentence by sentence and listing by listing, from
 * somewhere in it; at its end it goes on with another one.
 */
final class Reading {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:])\\s+(?=[A-Z`\"(“])");

    /** A longer listing is shown in parts, as people and agents do. */
    private static final int LISTING = 360;

    private final List<Document> documents;
    private final RandomGenerator random;
    private final Deque<Piece> next = new ArrayDeque<>();

    Reading(Corpus corpus, RandomGenerator random) {
        this.documents = corpus.documents();
        this.random = random;
    }

    /** The next sentence or listing. */
    Piece next() {
        while (next.isEmpty()) {
            Document document = documents.get(random.nextInt(documents.size()));
            List<Piece> pieces = document.pieces();
            // The second half is read too: not from its very end.
            int from = random.nextInt(Math.max(1, pieces.size() * 2 / 3));
            pieces.subList(from, pieces.size()).forEach(piece -> next.addAll(parts(piece)));
        }
        return next.removeFirst();
    }

    /** Whether what comes next is a listing. */
    boolean listingIsNext() {
        Piece first = next.peekFirst();
        return first != null && first.code();
    }

    private static List<Piece> parts(Piece piece) {
        if (!piece.code()) {
            return SENTENCE_END
                    .splitAsStream(piece.text())
                    .map(sentence -> new Piece(false, sentence))
                    .toList();
        }
        List<Piece> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : piece.text().split("\n", -1)) {
            if (!part.isEmpty() && part.length() + line.length() > LISTING) {
                parts.add(new Piece(true, part.toString()));
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : "\n").append(line);
        }
        parts.add(new Piece(true, part.toString()));
        return Collections.unmodifiableList(parts);
    }
}
