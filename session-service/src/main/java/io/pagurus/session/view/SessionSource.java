package io.pagurus.session.view;

import io.pagurus.session.fold.SessionHeader;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Thread-safe; blocks. Where sessions have their bodies when the view has not. */
public interface SessionSource {

    /** One session of its header's version; empty when it could not be read in time. */
    Optional<SessionContent> load(SessionHeader header);

    /**
     * Sessions of one partition, as they come, holding only a bounded number of them at once. Those
     * that cannot be read are left out; the others need not wait for them.
     *
     * @param each is called on the caller's thread, and takes its time
     */
    void load(int partition, Collection<SessionHeader> headers, Consumer<SessionContent> each);
}
