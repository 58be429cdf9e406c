package io.pagurus.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Immutable. {@code deploy/compose/compose.yaml}. */
record ComposeFile(JsonNode root) {

    static final String PATH = "deploy/compose/compose.yaml";

    static ComposeFile read() {
        return new ComposeFile(Tree.yaml(PATH).getFirst());
    }

    /** The processes that are made of a module, by their names. */
    List<String> processesOf(String module) {
        return root.required("services").properties().stream()
                .filter(e -> e.getValue().path("image").asText().equals("pagurus/" + module))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a process is told; a value of an env_file is told as such. */
    Map<String, String> environment(String process) {
        Map<String, String> environment = new LinkedHashMap<>();
        JsonNode service = root.required("services").required(process);
        service.path("environment")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
        if (service.path("env_file").toString().contains("secrets/" + identity(process))) {
            environment.put("PAGURUS_AUTH_TOKEN", "secrets/" + identity(process) + ".env");
        }
        return environment;
    }

    private String identity(String process) {
        JsonNode told = root.required("services").required(process).required("environment");
        return told.path("PAGURUS_INSTANCE").asText(told.path("PAGURUS_NODE_ID").asText());
    }
}
