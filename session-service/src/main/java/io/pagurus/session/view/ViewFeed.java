package io.pagurus.session.view;

import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.journal.FoldListener;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Thread-safe. What the journal reader hands to the view writer: the steps of live entries, and the
 * sessions whose view has to be rebuilt instead. Never makes the journal reader wait: a step that
 * finds no room turns its session into one to rebuild.
 */
public final class ViewFeed implements FoldListener {

    private final BlockingQueue<ViewStep> steps;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final long maxBytes;
    private final Set<String> behind = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Integer, Long> handled = new ConcurrentHashMap<>();
    private final AtomicBoolean sweepAsked = new AtomicBoolean();

    public ViewFeed(ViewSettings settings) {
        this.steps = new ArrayBlockingQueue<>(settings.queueSteps());
        this.maxBytes = settings.queueBytes().asLongValue();
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        if (takesUpSteps(folded)) {
            behind.add(folded.sessionId());
        } else {
            ViewStep.of(folded).ifPresent(this::offer);
        }
    }

    /**
     * Whether a turn that was set aside goes on after its steps: no step of the view brings back
     * the results that it had, so the view is written anew.
     */
    static boolean takesUpSteps(FoldedEntry folded) {
        RunningTurn now = folded.after() == null ? null : folded.after().running();
        return now != null
                && !now.steps().isEmpty()
                && folded.before() != null
                && folded.before().running(now.turnId()) == null;
    }

    private void offer(ViewStep step) {
        boolean fits = queuedBytes.addAndGet(step.bytes()) <= maxBytes && steps.offer(step);
        if (!fits) {
            queuedBytes.addAndGet(-step.bytes());
            behind.add(step.sessionId());
        }
    }

    /** The view may be behind: whoever had the partition before may have died with its steps. */
    @Override
    public void onCaughtUp(int partition, long next) {
        handled.merge(partition, next - 1, Math::max);
        sweepAsked.set(true);
    }

    @Override
    public void onRevoked(int partition) {
        handled.remove(partition);
    }

    /** Whether there are sessions that views can be compared with. */
    boolean caughtUp() {
        return !handled.isEmpty();
    }

    /** The next steps, in order; none after a while without any. */
    List<ViewStep> take(int most, long waitMillis) throws InterruptedException {
        List<ViewStep> taken = new ArrayList<>(most);
        ViewStep first = steps.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            steps.drainTo(taken, most - 1);
        }
        taken.forEach(step -> queuedBytes.addAndGet(-step.bytes()));
        return taken;
    }

    /** The steps were applied, or their sessions marked. */
    void handled(List<ViewStep> taken) {
        taken.forEach(step -> handled.merge(step.partition(), step.offset(), Math::max));
    }

    /**
     * Whether the view should be of this version, rather than still waiting for it in the queue.
     */
    boolean isHandled(int partition, long offset) {
        return handled.getOrDefault(partition, Long.MIN_VALUE) >= offset;
    }

    void markBehind(String sessionId) {
        behind.add(sessionId);
    }

    /** Some of the sessions to rebuild; they are no longer marked. */
    List<String> takeBehind(int most) {
        List<String> taken = behind.stream().limit(most).toList();
        taken.forEach(behind::remove);
        return taken;
    }

    void askForSweep() {
        sweepAsked.set(true);
    }

    boolean takeSweepAsked() {
        return sweepAsked.getAndSet(false);
    }

    /** Steps that wait for Redis. */
    public int waiting() {
        return steps.size();
    }

    /** Sessions whose view has to be rebuilt. */
    public int behind() {
        return behind.size();
    }
}
