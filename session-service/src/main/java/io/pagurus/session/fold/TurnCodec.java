package io.pagurus.session.fold;

/**
 * Immutable. The turns that have not ended, within a header's bytes.
 *
 * @param base the offset that offsets are written as the distance from
 */
record TurnCodec(long base) {

    private static final int IDEMPOTENT = 1;
    private static final int FINISHED = 2;

    void write(HeaderOutput out, Unsettled unsettled) {
        out.number(unsettled.turns().size());
        unsettled.turns().forEach(turn -> write(out, turn));
        out.number(unsettled.abandoned().size());
        unsettled.abandoned().forEach(out::fixed);
    }

    Unsettled unsettled(HeaderInput in) {
        return new Unsettled(
                HeaderCodec.list(in, this::turn), HeaderCodec.list(in, HeaderInput::fixedLong));
    }

    void write(HeaderOutput out, RunningTurn turn) {
        out.text(turn.turnId());
        out.text(turn.requestDigest());
        out.time(turn.startedAt());
        out.oneByte(turn.streaming() ? 1 : 0);
        out.signed(turn.startOffset() - base);
        out.number(turn.steps().size());
        for (TaskStep step : turn.steps()) {
            out.text(step.taskId());
            out.text(step.tool());
            out.oneByte((step.idempotent() ? IDEMPOTENT : 0) | (step.finished() ? FINISHED : 0));
            out.number(step.epoch());
        }
    }

    RunningTurn turn(HeaderInput in) {
        return new RunningTurn(
                in.text(),
                in.text(),
                in.time(),
                in.oneByte() != 0,
                base + in.signed(),
                HeaderCodec.list(in, TurnCodec::step));
    }

    private static TaskStep step(HeaderInput in) {
        String taskId = in.text();
        String tool = in.text();
        int flags = in.oneByte();
        return new TaskStep(
                taskId, tool, (flags & IDEMPOTENT) != 0, in.number(), (flags & FINISHED) != 0);
    }
}
