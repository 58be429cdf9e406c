package io.pagurus.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Immutable. The Kustomize base and the component of the agent nodes. */
record KubernetesFiles(List<JsonNode> objects) {

    static final String BASE = "deploy/kubernetes/base/";
    static final String REDIS = "deploy/kubernetes/components/redis-sentinel/";
    static final String NODES = "deploy/kubernetes/components/agent-nodes/";

    static KubernetesFiles read() {
        List<JsonNode> objects = new ArrayList<>();
        for (String folder : List.of(BASE, NODES)) {
            Tree.elements(Tree.yaml(folder + "kustomization.yaml").getFirst().path("resources"))
                    .forEach(file -> objects.addAll(Tree.yaml(folder + file.asText())));
        }
        return new KubernetesFiles(objects);
    }

    Stream<JsonNode> ofKind(String kind) {
        return objects.stream().filter(o -> o.path("kind").asText().equals(kind));
    }

    /** Everything that runs pods. */
    Stream<JsonNode> workloads() {
        return Stream.concat(ofKind("Deployment"), ofKind("StatefulSet"));
    }

    /** The workloads that run a module's image. */
    List<JsonNode> workloadsOf(String module) {
        return workloads()
                .filter(w -> container(w).path("image").asText().equals("pagurus/" + module))
                .toList();
    }

    static JsonNode podSpec(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static JsonNode container(JsonNode workload) {
        return podSpec(workload).at("/containers/0");
    }

    /** What a workload's pods are told; a reference to another object is told as its text. */
    Map<String, String> environment(JsonNode workload) {
        Map<String, String> environment = new LinkedHashMap<>();
        JsonNode container = container(workload);
        if (container.path("envFrom").toString().contains("pagurus-shared")) {
            Tree.text(BASE + "shared.env")
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("=", 2))
                    .forEach(pair -> environment.put(pair[0], pair[1]));
        }
        container
                .path("env")
                .forEach(e ->
                        environment.put(
                                e.required("name").asText(),
                                e.has("value")
                                        ? e.required("value").asText()
                                        : e.required("valueFrom").toString()));
        return environment;
    }

    /** The port of a pod by its name. */
    static int port(JsonNode workload, String name) {
        return Tree.elements(container(workload).required("ports"))
                .filter(p -> p.required("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port " + name))
                .required("containerPort")
                .asInt();
    }
}
