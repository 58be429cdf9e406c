package io.pagurus.bench.sessions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Immutable. The requests that are measured: grants, and commits of a turn of two messages with 392
 * bytes of JSON, which is a turn of a conversation of 25 turns and 9.8 KB.
 */
final class Requests {

    private static final int QUESTION = 60;
    private static final int MESSAGES = 392;
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String TIME = "2026-03-01T10:00:00.480Z";

    private final String messages;

    Requests(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String shell = "[%s,%s]".formatted(message("user", ""), message("assistant", ""));
        String question = text(random, QUESTION);
        String answer = text(random, MESSAGES - QUESTION - shell.length());
        this.messages =
                "[%s,%s]".formatted(message("user", question), message("assistant", answer));
    }

    /** The messages of each turn, as JSON. */
    String messages() {
        return messages;
    }

    private static String message(String role, String content) {
        return "{\"role\":\"%s\",\"content\":\"%s\"}".formatted(role, content);
    }

    /** Letters that deflate finds little in, so that nothing is measured too small. */
    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            boolean space = text.length() % 6 == 5;
            text.append(space ? ' ' : (char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    static String grantPath(String session) {
        return "/v1/sessions/" + session + "/ownership";
    }

    static byte[] grant() {
        return """
        {"expectedEpoch":0,"node":"%s","region":"hk","reason":"opened",\
        "migrationId":null,"principal":"bench","requestedAt":"%s"}\
        """
                .formatted(ServiceProcess.NODE, TIME)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Where many grants are asked for by one call. */
    static String grantsPath() {
        return "/v1/grants";
    }

    /** Grants of new sessions. */
    static byte[] grants(List<String> sessions) {
        return sessions.stream()
                .map(session -> {
                    String grant = new String(grant(), StandardCharsets.UTF_8);
                    return "{\"sessionId\":\"%s\",%s".formatted(session, grant.substring(1));
                })
                .collect(Collectors.joining(",", "{\"grants\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether all of so many were granted. */
    static boolean areGranted(byte[] answer, int count) {
        String results = new String(answer, StandardCharsets.UTF_8);
        return results.split("\"status\":200", -1).length == count + 1;
    }

    /** The first problem of an answer. */
    static String problemOf(byte[] answer) {
        String results = new String(answer, StandardCharsets.UTF_8);
        int at = results.indexOf("\"detail\"");
        return at < 0 ? "no answer for each" : results.substring(at, results.indexOf(',', at));
    }

    static String turnPath(String session, long seq) {
        return "/v1/sessions/" + session + "/turns/" + turnId(seq);
    }

    static String turnId(long seq) {
        return "bench~turn-" + seq;
    }

    static String digest() {
        return DIGEST;
    }

    byte[] commit(long seq) {
        return """
        {"epoch":1,"node":"%s","seq":%d,"requestDigest":"%s","startedAt":"%s",\
        "messages":%s,"agentState":null}\
        """
                .formatted(ServiceProcess.NODE, seq, DIGEST, TIME, messages)
                .getBytes(StandardCharsets.UTF_8);
    }
}
