package io.pagurus.local;

import io.pagurus.local.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Immutable; blocks on files. How a service or a node is started from what was built of it. */
record ServiceLaunch(StackOptions options, DataFolder folder) {

    /** Start fast, stay small: seven of these share a laptop. */
    private static final List<String> JVM =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /** One of the four services. */
    Launch service(String process, String module, Map<String, String> environment) {
        return options.nativeServices()
                ? launch(process, List.of(executable(module).toString()), environment)
                : jar(process, target(module).resolve("quarkus-app/quarkus-run.jar"), environment);
    }

    Launch jar(String process, Path jar, Map<String, String> environment) {
        if (!Files.isRegularFile(jar)) {
            throw notBuilt(process, jar, "./pagurus builds it");
        }
        List<String> command = new ArrayList<>();
        command.add(Launch.java());
        command.addAll(JVM);
        command.addAll(List.of("-jar", jar.toString()));
        return launch(process, command, environment);
    }

    private Launch launch(String process, List<String> command, Map<String, String> environment) {
        Launch launch =
                new Launch(
                        process, command, environment, folder.data(process), folder.log(process));
        return launch.with(options.environment().getOrDefault(process, Map.of()));
    }

    Path target(String module) {
        return options.projectRoot().resolve(module).resolve("target");
    }

    private Path executable(String module) {
        Path target = target(module);
        if (Files.isDirectory(target)) {
            try (Stream<Path> built = Files.list(target)) {
                return built.filter(file -> file.toString().endsWith("-runner"))
                        .findFirst()
                        .orElseThrow(() -> notBuilt(module, target, "./pagurus native builds it"));
            } catch (IOException notListed) {
                throw new UncheckedIOException(notListed);
            }
        }
        throw notBuilt(module, target, "./pagurus native builds it");
    }

    private static StackFailure notBuilt(String process, Path missing, String what) {
        return new StackFailure(process + " is not built: there is no " + missing + "; " + what);
    }
}
