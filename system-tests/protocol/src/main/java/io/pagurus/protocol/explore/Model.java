package io.pagurus.protocol.explore;

import io.pagurus.protocol.invariant.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Pure, but for memories that change no answer. A finite model: where it begins, and what may
 * happen next. States are values; two with the same code are one.
 *
 * @param <S> a state
 */
public interface Model<S> {

    S initial();

    /** Tells every step that may happen in the state. */
    void steps(S state, Steps<S> steps);

    /** The invariant that the state breaks; null when it breaks none. */
    @Nullable Violation judge(S state);

    /**
     * What the exploration took for granted and is not so; null when all of it is so. Asked once,
     * at the end.
     */
    default @Nullable Violation judgeAssumptions() {
        return null;
    }

    /** Numbers in a code. */
    int codeLength();

    /** Writes the code of a state. */
    void encode(S state, int[] code);

    /** The state of a code. */
    S decode(int[] code);
}
