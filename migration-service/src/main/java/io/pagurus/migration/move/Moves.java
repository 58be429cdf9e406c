package io.pagurus.migration.move;

import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.TakeoverPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link #all} blocks. Carries a plan out in its order, so many sessions at once as is
 * allowed.
 */
public final class Moves {

    /**
     * Immutable. What became of a plan.
     *
     * @param why why sessions were left; null when none was
     */
    public record Result(int moved, int overtaken, int left, Move.@Nullable Reason why) {

        static Result of(Iterable<Move> moves) {
            int moved = 0;
            int overtaken = 0;
            int left = 0;
            Move.Reason why = null;
            for (Move move : moves) {
                switch (move) {
                    case Move.Moved _ -> moved++;
                    case Move.Overtaken _ -> overtaken++;
                    case Move.Left(Move.Reason reason) -> {
                        left++;
                        why = reason;
                    }
                }
            }
            return new Result(moved, overtaken, left, why);
        }
    }

    private final int concurrency;
    private final Executor threads;
    private final Consumer<Move> each;

    /**
     * Wires the moves.
     *
     * @param threads runs each task on a virtual thread of its own
     * @param each told of each session's end
     */
    public Moves(int concurrency, Executor threads, Consumer<Move> each) {
        this.concurrency = concurrency;
        this.threads = threads;
        this.each = each;
    }

    public Result all(TakeoverPlan plan, Function<SessionNeed, Move> move)
            throws InterruptedException {
        List<SessionNeed> order = plan.order();
        int workers = Math.min(concurrency, order.size());
        AtomicInteger next = new AtomicInteger();
        Queue<Move> ended = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(workers);
        for (int worker = 0; worker < workers; worker++) {
            threads.execute(() -> {
                try {
                    work(order, next, move, ended);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        return Result.of(new ArrayList<>(ended));
    }

    private void work(
            List<SessionNeed> order,
            AtomicInteger next,
            Function<SessionNeed, Move> move,
            Queue<Move> ended) {
        for (int i = next.getAndIncrement(); i < order.size(); i = next.getAndIncrement()) {
            Move end = move.apply(order.get(i));
            ended.add(end);
            each.accept(end);
        }
    }
}
