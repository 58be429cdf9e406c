package io.pagurus.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.local.StackFailure;
import io.pagurus.local.Suite;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Confined to the main thread. What is known of one session. */
@Command(
        name = "session",
        mixinStandardHelpOptions = true,
        description =
                "Shows a session: its owners and why it moved, its turns, its messages in clear.",
        footer = Exit.HELP)
final class SessionCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();

    @Parameters(paramLabel = "ID", description = "The session's id.")
    private String id = "";

    @Option(
            names = "--timeline",
            description = "Every journal record of the session, with the fold's verdict on it.")
    private boolean timeline;

    @Override
    public Integer call() {
        Suite suite = RunningSuite.of(workplace);
        SessionCalls calls = new SessionCalls(suite);
        Optional<JsonNode> view = calls.session(id);
        if (view.isEmpty()) {
            throw new StackFailure("There is no session " + id);
        }
        SessionPicture picture = new SessionPicture(new Screen(System.out));
        JsonNode entries = calls.timeline(id).path("entries");
        picture.head(view.get());
        picture.owners(entries);
        if (timeline) {
            picture.timeline(entries);
        } else {
            picture.turns(view.get().path("turns"));
        }
        return Exit.GOOD;
    }
}
