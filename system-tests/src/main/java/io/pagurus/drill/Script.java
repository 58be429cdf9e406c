package io.pagurus.drill;

import java.time.Duration;
import java.util.Random;

/**
 * Immutable. What one conversation says, turn by turn; the same seed says the same. Pure.
 *
 * @param sessionId new for each run, so that runs on the same data do not meet
 * @param streaming whether its answers are asked for as SSE
 * @param tools whether its turns call tools now and then
 */
record Script(String sessionId, boolean streaming, boolean tools, long seed) {

    private static final int TOOL_STEPS = 3;

    /**
     * One turn of it.
     *
     * @param text holds the session and the turn's number, so that no two turns ask the same
     * @param tools how many tool steps it takes
     */
    record Line(int number, String key, String text, int tools, Duration think) {}

    /**
     * The script of the {@code index}th conversation of a run: each second one streams, each fifth
     * one has tool turns.
     */
    static Script of(String run, long seed, int index) {
        return new Script(
                "%s-%03d".formatted(run, index),
                index % 2 == 0,
                index % 5 == 0,
                seed * 1_000_003 + index);
    }

    /** The turn of that number, from 1. */
    Line line(int number) {
        Random random = new Random(seed * 31 + number);
        int calls = tools && number % 2 == 0 ? TOOL_STEPS : 0;
        int words = 11 + random.nextInt(6);
        int delayMillis = 12 + random.nextInt(9);
        Duration think = Duration.ofMillis(800 + random.nextInt(1800));
        String text =
                "%s says line %d [[words=%d]] [[delay=%dms]]%s"
                        .formatted(
                                sessionId,
                                number,
                                words,
                                delayMillis,
                                calls > 0 ? " [[tools=%d]]".formatted(calls) : "");
        return new Line(number, "key-" + number, text, calls, think);
    }
}
