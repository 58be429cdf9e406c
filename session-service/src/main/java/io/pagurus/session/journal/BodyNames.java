package io.pagurus.session.journal;

import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import java.util.stream.Stream;

/** Pure. The names of the bodies that are neither turns nor state, and how long they are wanted. */
public final class BodyNames {

    private static final String STEP = "step/";

    private BodyNames() {}

    /** The result of a tool step of a turn; no id contains a slash. */
    public static String stepResult(String turnId, String taskId) {
        return STEP + turnId + "/" + taskId;
    }

    /** Whether the session still has the step. */
    static boolean isWanted(String name, SessionHeader header) {
        return unsettled(header).anyMatch(turn -> name.startsWith(STEP + turn.turnId() + "/"));
    }

    private static Stream<RunningTurn> unsettled(SessionHeader header) {
        return Stream.concat(
                Stream.ofNullable(header.running()), header.unsettled().turns().stream());
    }
}
