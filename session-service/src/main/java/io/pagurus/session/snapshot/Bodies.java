package io.pagurus.session.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Where what a header leaves out can be read: by seeking, never by searching.
 *
 * @param open the journal offsets of the commits that are in no chunk yet, in order
 * @param openMessages how many messages they hold
 * @param chunks how many sealed chunks of history there are
 * @param lastChunk the offset of the last one in the history topic, which names the one before it;
 *     −1 when there is none
 * @param entries the journal offsets of other entries whose bodies are still wanted, by name
 * @param state where the agent's state is; null when it never said
 * @param earlier what the session's life before may have left in the history topic; null when
 *     nothing. No snapshot has it: what a row says of it is removed with the row's own flush
 */
public record Bodies(
        List<Long> open,
        int openMessages,
        int chunks,
        long lastChunk,
        Map<String, Long> entries,
        @Nullable StateAt state,
        @Nullable Earlier earlier) {

    public static final long NO_CHUNK = -1;
    public static final Bodies NONE = new Bodies(List.of(), 0, 0, NO_CHUNK, Map.of(), null);

    /**
     * Immutable. Where the agent's state is.
     *
     * @param inHistory whether the offset is one of the history topic, not of the journal
     */
    public record StateAt(boolean inHistory, long offset) {}

    /**
     * Immutable. A life that is over.
     *
     * @param chunks how many chunks it had, as far as is known: the one that a flush was writing at
     *     its end comes on top
     * @param until the journal offset of the entry that began the next life
     */
    public record Earlier(int chunks, long until) {}

    public Bodies(
            List<Long> open,
            int openMessages,
            int chunks,
            long lastChunk,
            Map<String, Long> entries,
            @Nullable StateAt state) {
        this(open, openMessages, chunks, lastChunk, entries, state, null);
    }

    public Bodies {
        open = List.copyOf(open);
        entries = Map.copyOf(entries);
    }

    /** With a turn that was committed. */
    public Bodies committed(long offset, int messages) {
        List<Long> after = new ArrayList<>(open);
        after.add(offset);
        return new Bodies(
                after, openMessages + messages, chunks, lastChunk, entries, state, earlier);
    }

    /** With a state of the agent that the journal has. */
    public Bodies stated(long offset) {
        return new Bodies(
                open,
                openMessages,
                chunks,
                lastChunk,
                entries,
                new StateAt(false, offset),
                earlier);
    }

    /** With another entry whose body is wanted. */
    public Bodies with(String name, long offset) {
        Map<String, Long> after = new TreeMap<>(entries);
        after.put(name, offset);
        return new Bodies(open, openMessages, chunks, lastChunk, after, state, earlier);
    }

    /** Without the other entries that nobody wants any more. */
    public Bodies keeping(Predicate<String> wanted) {
        if (entries.keySet().stream().allMatch(wanted)) {
            return this;
        }
        Map<String, Long> after = new TreeMap<>(entries);
        after.keySet().removeIf(wanted.negate());
        return new Bodies(open, openMessages, chunks, lastChunk, after, state, earlier);
    }

    /** With the first open turns sealed as the next chunk. */
    public Bodies sealed(Chunk chunk) {
        return new Bodies(
                open.subList(chunk.turns(), open.size()),
                openMessages - chunk.messages(),
                chunk.number() + 1,
                chunk.offset(),
                entries,
                state,
                earlier);
    }

    /** With the agent's state copied to the history topic, unless it changed meanwhile. */
    public Bodies stateCopied(long from, long to) {
        return state == null || state.inHistory() || state.offset() != from
                ? this
                : new Bodies(
                        open,
                        openMessages,
                        chunks,
                        lastChunk,
                        entries,
                        new StateAt(true, to),
                        earlier);
    }

    /** Without content; the chunks are still counted, so that they can be removed. */
    public Bodies emptied() {
        int most = earlier == null ? chunks : Math.max(chunks, earlier.chunks());
        return new Bodies(List.of(), 0, most, NO_CHUNK, Map.of(), null);
    }

    /** Those of the next life of a session without content, which an entry has begun. */
    public Bodies reopened(long offset) {
        return new Bodies(List.of(), 0, 0, NO_CHUNK, Map.of(), null, new Earlier(chunks, offset));
    }

    /** With an earlier life removed, unless that was another one. */
    public Bodies swept(Earlier gone) {
        return gone.equals(earlier)
                ? new Bodies(open, openMessages, chunks, lastChunk, entries, state)
                : this;
    }

    /** The lowest journal offset that is still needed; empty when none is. */
    public OptionalLong lowestInJournal() {
        LongStream inState =
                state == null || state.inHistory()
                        ? LongStream.empty()
                        : LongStream.of(state.offset());
        return LongStream.concat(
                        Stream.concat(open.stream(), entries.values().stream())
                                .mapToLong(Long::longValue),
                        inState)
                .min();
    }

    /**
     * Immutable. A chunk that was written.
     *
     * @param number of the chunk in its session, from 0
     * @param turns how many of the open turns it holds, from the first one on
     * @param messages how many messages they have
     * @param from the journal offset of the first of these turns
     * @param offset of the chunk in the history topic
     */
    public record Chunk(int number, int turns, int messages, long from, long offset) {}
}
