package io.pagurus.protocol.explore;

import io.pagurus.protocol.invariant.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. Every state of a model, the nearest first, so that the first violation
 * that is met has a shortest path.
 *
 * @param <S> a state
 */
public final class Explorer<S> {

    private final Model<S> model;
    private final int most;
    private final Visited visited;
    private final int[] code;
    private long steps;
    private int expanding = Visited.NO_PARENT;
    private @Nullable Violation violation;

    private Explorer(Model<S> model, int most) {
        this.model = model;
        this.most = most;
        this.visited = new Visited(model.codeLength());
        this.code = new int[model.codeLength()];
    }

    /**
     * Explores until a violation, or until there is nothing new.
     *
     * @param most states; a model that has more is reported as not finished
     */
    public static <S> Exploration of(Model<S> model, int most) {
        return new Explorer<>(model, most).explore();
    }

    private Exploration explore() {
        int[] from = new int[model.codeLength()];
        meet(model.initial());
        for (int next = 0; next < visited.size() && violation == null; next++) {
            if (visited.size() > most) {
                return new Exploration(visited.size(), steps, false, null, List.of());
            }
            expanding = next;
            visited.read(next, from);
            model.steps(model.decode(from), (_, _, after) -> count(after));
        }
        if (violation == null) {
            violation = model.judgeAssumptions();
            return new Exploration(visited.size(), steps, true, violation, List.of());
        }
        return new Exploration(visited.size(), steps, true, violation, path());
    }

    private void count(S after) {
        if (violation == null) {
            steps++;
            meet(after);
        }
    }

    private void meet(S state) {
        model.encode(state, code);
        if (visited.add(code, expanding)) {
            violation = model.judge(state);
        }
    }

    private List<String> path() {
        List<String> names = new ArrayList<>();
        if (violation != null) {
            int state = visited.size() - 1;
            while (visited.parent(state) != Visited.NO_PARENT) {
                names.addFirst(nameOf(visited.parent(state), state));
                state = visited.parent(state);
            }
        }
        return names;
    }

    private String nameOf(int before, int after) {
        int[] wanted = new int[code.length];
        visited.read(after, wanted);
        int[] from = new int[code.length];
        visited.read(before, from);
        List<String> found = new ArrayList<>();
        model.steps(
                model.decode(from),
                (name, subject, state) -> {
                    model.encode(state, code);
                    if (Arrays.equals(code, wanted)) {
                        found.add(name.replace("%s", subject.toString()));
                    }
                });
        return found.getFirst();
    }
}
