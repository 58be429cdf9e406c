package io.pagurus.gateway.edge;

import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The end of a request, which is told once, by whoever comes first: the story
 * itself, or what caught it breaking off.
 */
final class Once implements Runnable {

    private @Nullable Runnable then;

    Once(Runnable then) {
        this.then = then;
    }

    @Override
    public void run() {
        Runnable first = then;
        if (first != null) {
            then = null;
            first.run();
        }
    }
}
