package io.pagurus.node.turn;

/** Thread-safe. Keeps the requests of running turns over a crash. */
public interface TurnKeeper {

    /** Keeps nothing: a crashed node forgets what it ran. */
    TurnKeeper NONE =
            new TurnKeeper() {
                @Override
                public void keep(TurnCall call) {}

                @Override
                public void drop(TurnCall call) {}
            };

    void keep(TurnCall call);

    void drop(TurnCall call);
}
