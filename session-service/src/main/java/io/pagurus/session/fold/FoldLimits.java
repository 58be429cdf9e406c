package io.pagurus.session.fold;

/**
 * Immutable. The bounds of a header. They are part of the rules: every reader of one journal needs
 * the same ones, or two readers give two verdicts.
 *
 * @param rememberedTurns committed turn ids that a session remembers for deduplication
 * @param stepsPerTurn tool steps that one turn may record
 * @param unsettledTurns turns that are kept for the sake of their steps while others run
 * @param abandonedTurns turns beyond those that are remembered not to be started again
 * @param openTasks queued tasks that have not come to their end
 * @param settledTasks queued tasks whose end is remembered
 */
public record FoldLimits(
        int rememberedTurns,
        int stepsPerTurn,
        int unsettledTurns,
        int abandonedTurns,
        int openTasks,
        int settledTasks) {

    /**
     * The characters of a text that a header has: a tool's name, a reason, a principal. Asked of
     * those who write entries; no rule goes by it.
     */
    public static final int TEXT_CHARACTERS = 256;

    public static final FoldLimits DEFAULT = new FoldLimits(16, 256);

    public FoldLimits {
        if (Math.min(rememberedTurns, stepsPerTurn) < 1
                || Math.min(unsettledTurns, abandonedTurns) < 1
                || Math.min(openTasks, settledTasks) < 1) {
            throw new IllegalArgumentException("the bounds of a header begin at 1");
        }
    }

    /** With the usual bounds of what is rare. */
    public FoldLimits(int rememberedTurns, int stepsPerTurn) {
        this(rememberedTurns, stepsPerTurn, 8, 32, 64, 16);
    }
}
