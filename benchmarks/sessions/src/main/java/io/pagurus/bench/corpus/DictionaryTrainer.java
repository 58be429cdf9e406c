package io.pagurus.bench.corpus;

import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.Dictionary;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Confined to one thread. Makes the dictionary of {@link ChunkCodec}: of the text of many
 * conversations it takes, again and again, the segment whose short strings occur in the most chunks
 * and are not yet in the dictionary (the greedy cover that zstd's trainer uses too). The best stand
 * at the end, where deflate reaches them for longest and cheapest.
 *
 * <p>Its main writes the dictionary to the file that is named, the same bytes for the same corpus.
 * A dictionary that chunks were sealed with is never replaced: a new one gets the next version.
 */
public final class DictionaryTrainer {

    private static final int CONVERSATIONS = 1500;

    /** What agents' messages have around their text, which no document has. */
    private static final String SCAFFOLDING =
            "\0\t{\"role\":\"tool\",\"tool_call_id\":\"call_\",\"name\":\"search\",\"content\":\"{\\\"status\\\":"
                    + "\\\"ok\\\",\\\"result\\\":{\\\"items\\\":[{\\\"id\\\":\\\"\\\",\\\"name\\\":\\\"\\\"}],\\\"error\\\":null}}\"}\0"
                    + "\t{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_\",\"type\":"
                    + "\"function\",\"function\":{\"name\":\"read_file\",\"arguments\":\"{\\\"path\\\":\\\"\\\",\\\"query\\\":"
                    + "\\\"\\\",\\\"command\\\":\\\"\\\"}\"}}]}\0\t{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
                    + "\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://www.";

    /** The strings that are counted; shorter ones deflate finds in any text. */
    private final int gram;

    private final int segment;
    private final byte[] text;
    private final int[] counts;

    DictionaryTrainer(List<byte[]> samples, int gram, int segment) {
        this.gram = gram;
        this.segment = segment;
        this.text = joined(samples);
        this.counts = new int[1 << 24];
        count(samples);
    }

    /** Writes the dictionary to the file that is named. */
    public static void main(String[] arguments) throws IOException {
        byte[] dictionary = train();
        Files.write(Path.of(arguments[0]), dictionary);
        System.out.println(dictionary.length + " bytes, " + report(dictionary));
    }

    /** The dictionary of the training corpus. */
    static byte[] train() {
        byte[] scaffolding = SCAFFOLDING.getBytes(StandardCharsets.UTF_8);
        byte[] trained =
                new DictionaryTrainer(samples(Corpus.training()), 6, 48)
                        .train(Dictionary.MAX_BYTES - scaffolding.length);
        byte[] dictionary = Arrays.copyOf(trained, Dictionary.MAX_BYTES);
        System.arraycopy(scaffolding, 0, dictionary, trained.length, scaffolding.length);
        return dictionary;
    }

    /** What the dictionary does for conversations of the measured corpus. */
    private static String report(byte[] dictionary) {
        ChunkCodec codec = new ChunkCodec(new Dictionary(1, dictionary));
        Composer composer = new Composer(Corpus.measured());
        long json = 0;
        long sealed = 0;
        int conversations = 200;
        for (int seed = 0; seed < conversations; seed++) {
            List<Turn> turns = composer.conversation(seed);
            json += Composer.jsonBytes(turns);
            sealed +=
                    SealedHistory.of(turns, codec).sealed().stream()
                            .map(SealedChunk::bytes)
                            .mapToInt(chunk -> chunk.length)
                            .sum();
        }
        return "measured: %d bytes of JSON a conversation, %d sealed"
                .formatted(json / conversations, sealed / conversations);
    }

    static List<byte[]> samples(Corpus corpus) {
        Composer composer = new Composer(corpus);
        List<byte[]> samples = new ArrayList<>();
        for (int seed = 0; seed < CONVERSATIONS; seed++) {
            List<Turn> turns = composer.conversation(seed);
            for (int from = 0; from < turns.size(); from += 5) {
                samples.add(
                        ChunkCodec.plainText(
                                turns.subList(from, Math.min(from + 5, turns.size()))));
            }
        }
        return samples;
    }

    private void count(List<byte[]> samples) {
        int[] lastSample = new int[counts.length];
        int sample = 0;
        for (byte[] one : samples) {
            sample++;
            for (int at = 0; at + gram <= one.length; at++) {
                int hash = hash(one, at);
                if (lastSample[hash] != sample) {
                    lastSample[hash] = sample;
                    counts[hash]++;
                }
            }
        }
    }

    byte[] train(int size) {
        byte[] dictionary = new byte[size];
        int left = size;
        int epochs = Math.max(1, size / segment);
        int epochLength = text.length / epochs;
        int barren = 0;
        for (int epoch = 0; left > 0 && barren < epochs; epoch = (epoch + 1) % epochs) {
            int from = epoch * epochLength;
            int best = bestSegment(from, Math.min(text.length, from + epochLength));
            if (best < 0) {
                barren++;
                continue;
            }
            barren = 0;
            int length = Math.min(segment, left);
            left -= length;
            System.arraycopy(text, best, dictionary, left, length);
            for (int at = best; at + gram <= best + length; at++) {
                counts[hash(text, at)] = 0;
            }
        }
        return Arrays.copyOfRange(dictionary, left, size);
    }

    /** Where in a part of the text the segment begins that is worth most; −1 when none is. */
    private int bestSegment(int from, int to) {
        int best = -1;
        long bestScore = 0;
        int grams = segment - gram + 1;
        long score = 0;
        for (int at = from; at + gram <= to; at++) {
            score += counts[hash(text, at)];
            if (at - from >= grams) {
                score -= counts[hash(text, at - grams)];
            }
            if (at - from >= grams - 1 && score > bestScore) {
                bestScore = score;
                best = at - grams + 1;
            }
        }
        return bestScore > 2L * grams ? best : -1;
    }

    private int hash(byte[] from, int at) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < gram; i++) {
            hash = (hash ^ from[at + i]) * 0x100000001b3L;
        }
        return (int) ((hash ^ (hash >>> 32)) & (counts.length - 1));
    }

    private static byte[] joined(List<byte[]> samples) {
        byte[] all = new byte[samples.stream().mapToInt(sample -> sample.length).sum()];
        int at = 0;
        for (byte[] sample : samples) {
            System.arraycopy(sample, 0, all, at, sample.length);
            at += sample.length;
        }
        return all;
    }
}
