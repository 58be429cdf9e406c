package io.pagurus.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Immutable. A project whose services and nodes are built, each as a {@link StandIn}. */
record StandInProject(Path root) {

    static StandInProject in(Path root) throws IOException {
        for (String service :
                List.of(
                        "session-service",
                        "health-service",
                        "migration-service",
                        "gateway-service")) {
            jar(root.resolve(service).resolve("target/quarkus-app/quarkus-run.jar"));
        }
        jar(root.resolve("agent-node/target/agent-node.jar"));
        return new StandInProject(root);
    }

    private static void jar(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
        String entry = StandIn.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path), manifest);
                InputStream code = StandIn.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
    }
}
