package io.pagurus.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Confined to one thread, which it blocks. Reads a streamed answer to its end. */
final class EventStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();
    private String event = "";

    private EventStream() {}

    static Attempt read(String turnId, InputStream body, Runnable arrival) throws IOException {
        EventStream stream = new EventStream();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Attempt end = stream.line(turnId, line, arrival);
            if (end != null) {
                return end;
            }
        }
        return new Attempt.Broken("the stream ended without [DONE]");
    }

    private @Nullable Attempt line(String turnId, String line, Runnable arrival)
            throws JsonProcessingException {
        if (line.isEmpty()) {
            event = "";
        } else if (line.startsWith("event:")) {
            event = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:")) {
            return data(turnId, line.substring("data:".length()).strip(), arrival);
        }
        return null;
    }

    private @Nullable Attempt data(String turnId, String data, Runnable arrival)
            throws JsonProcessingException {
        switch (event) {
            case "turn.restarted" -> text.setLength(0);
            case "error" -> {
                return EdgeClient.problem(0, data, null);
            }
            default -> {
                if (data.equals("[DONE]")) {
                    return new Attempt.Answered(turnId, text.toString());
                }
                JsonNode piece = JSON.readTree(data).at("/choices/0/delta/content");
                if (!piece.asText().isEmpty()) {
                    text.append(piece.asText());
                    arrival.run();
                }
            }
        }
        return null;
    }
}
