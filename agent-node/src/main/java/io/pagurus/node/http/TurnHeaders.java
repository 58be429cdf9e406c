package io.pagurus.node.http;

import io.pagurus.node.store.SessionStore.TurnRef;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Immutable. What the edge says of a request in its headers. */
sealed interface TurnHeaders {

    /** All three are there and make sense. */
    record Stated(TurnRef ref) implements TurnHeaders {}

    /** The edge did not set them: this request did not come through a gateway. */
    record Missing(String header, String expected) implements TurnHeaders {}

    String SESSION = "X-Session-ID";
    String EPOCH = "X-Session-Epoch";
    String TURN = "X-Turn-ID";

    /** Not only dots: such an id would be a step in a path. */
    Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:~-]{1,128}");

    Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    String AN_ID = "1 to 128 of A-Z a-z 0-9 . _ : ~ -";

    static TurnHeaders read(Function<String, @Nullable String> header) {
        String session = header.apply(SESSION);
        String epoch = header.apply(EPOCH);
        String turn = header.apply(TURN);
        if (session == null || !ID.matcher(session).matches()) {
            return new Missing(SESSION, AN_ID);
        }
        if (epoch == null || !NUMBER.matcher(epoch).matches()) {
            return new Missing(EPOCH, "a whole number from 1");
        }
        if (turn == null || !ID.matcher(turn).matches()) {
            return new Missing(TURN, AN_ID);
        }
        return new Stated(new TurnRef(session, Long.parseLong(epoch), turn));
    }
}
