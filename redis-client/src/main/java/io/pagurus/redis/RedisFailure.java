package io.pagurus.redis;

import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Immutable. What it means that a pipeline failed; no text of it has a secret. */
public sealed interface RedisFailure {

    /** Redis is there and refuses, by its own words: a script that it does not know, wrong data. */
    record Refusal(String words) implements RedisFailure {}

    /** Redis does not serve: nobody, or not us. */
    record Outage(RedisTrouble trouble, String words) implements RedisFailure {

        /** For the log. */
        public String text() {
            return trouble.meaning() + ": " + words;
        }
    }

    /** Judges what the client threw. */
    static RedisFailure of(Throwable failed) {
        String words = Words.of(failed);
        Optional<RedisTrouble> trouble = known(words);
        if (trouble.isPresent()) {
            return new Outage(trouble.get(), words);
        }
        return failed instanceof ErrorType
                ? new Refusal(words)
                : new Outage(RedisTrouble.UNREACHABLE, words);
    }

    /** It did not answer in time. */
    static Outage noAnswer(long millis) {
        return new Outage(RedisTrouble.NO_ANSWER, "no answer in " + millis + " ms");
    }

    private static Optional<RedisTrouble> known(String words) {
        for (RedisTrouble trouble : RedisTrouble.values()) {
            if (trouble.is(words)) {
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }

    /** Thread-safe. Gets words out of exceptions. */
    final class Words {

        /** How the client marks which command of a pipeline it was, in front of Redis's words. */
        private static final Pattern IN_PIPELINE = Pattern.compile("^ERR \\[\\d+] ");

        /** The client names servers by their whole address, user and password included. */
        private static final Pattern USER_INFO = Pattern.compile("://\\S*@");

        private static final int MOST = 300;

        private Words() {}

        static String of(Throwable failed) {
            List<String> lines = new ArrayList<>();
            Throwable next = failed;
            while (next != null && lines.size() < 8) {
                said(next).lines().limit(16).map(Words::clean).forEach(lines::add);
                next = next.getCause();
            }
            // One command that Redis has no script for says what to do about all of them.
            String all =
                    lines.stream()
                            .filter(line -> line.startsWith("NOSCRIPT"))
                            .findFirst()
                            .orElseGet(() -> String.join("; ", lines.stream().distinct().toList()));
            return all.length() <= MOST ? all : all.substring(0, MOST);
        }

        private static String said(Throwable failed) {
            @Nullable String message = failed.getMessage();
            return failed instanceof ErrorType && message != null ? message : failed.toString();
        }

        private static String clean(String line) {
            String words = IN_PIPELINE.matcher(line.strip()).replaceFirst("");
            return USER_INFO.matcher(words).replaceAll("://");
        }
    }
}
