package io.pagurus.session.fold;

/**
 * Immutable. The bounds of a header. They are part of the rules: every reader of one journal needs
 * the same ones, or two readers give two verdicts.
 *
 * @param rememberedTurns committed turn ids that a session remembers for deduplication
 * @param stepsPerTurn tool steps that one turn may record
 */
public record FoldLimits(int rememberedTurns, int stepsPerTurn) {

    public static final FoldLimits DEFAULT = new FoldLimits(64, 256);

    public FoldLimits {
        if (rememberedTurns < 1 || stepsPerTurn < 1) {
            throw new IllegalArgumentException("the bounds of a header begin at 1");
        }
    }
}
