package io.pagurus.deploy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Immutable. What a module can be told by its environment.
 *
 * @param known the environment names that stand for a property that the module reads
 * @param required those of them that have no default
 */
record ServiceProperties(Set<String> known, Set<String> required) {

    /** What an extension of the platform reads, by the artifact that brings it. */
    private static final Map<String, Set<String>> BY_EXTENSION =
            Map.of(
                    "quarkus-kafka-client", Set.of("kafka.bootstrap.servers"),
                    "quarkus-redis-client", Set.of("quarkus.redis.hosts"),
                    "quarkus-smallrye-jwt", Set.of("mp.jwt.verify.publickey.location"),
                    "quarkus-smallrye-health", Set.of("quarkus.http.host", "quarkus.http.port"));

    /** Has settings that services take beside their own. */
    private static final String LIBRARY = "redis-settings";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z][a-z0-9.-]*)");
    private static final Pattern INJECTED =
            Pattern.compile(
                    "@ConfigProperty\\(\\s*name = \"([^\"]+)\"(\\s*,\\s*defaultValue = [^)]+)?\\)\\s*(\\w+)");
    private static final Pattern NAMED_IN_SOURCE = Pattern.compile("\"(PAGURUS_[A-Z_]+)\"");

    /** Those of a service, which are Quarkus and MicroProfile properties. */
    static ServiceProperties ofService(String module) {
        Set<String> configured = configured(module);
        MappedConfig mapped = MappedConfig.of(withLibrary(module));
        Set<String> known = new TreeSet<>(configured);
        known.addAll(mapped.all());
        known.addAll(ofExtensions(module));
        Set<String> required = new TreeSet<>(mapped.withoutDefault());
        injected(module).forEach(found -> known.add(found.group(1)));
        injected(module)
                .filter(ServiceProperties::hasNoDefaultElsewhere)
                .forEach(found -> required.add(found.group(1)));
        required.removeAll(configured);
        required.addAll(ofThisMachine(module));
        required.addAll(ofExtensions(module));
        return new ServiceProperties(asEnvironment(known), asEnvironment(required));
    }

    /** Those of the reference node, which reads its environment by name. */
    static ServiceProperties ofNode(String module) {
        Set<String> named =
                Sources.of(module)
                        .flatMap(source -> NAMED_IN_SOURCE.matcher(source).results())
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        return new ServiceProperties(named, Set.of());
    }

    /** MicroProfile Config, §"Environment Variables Mapping Rules". */
    static String asEnvironment(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Set<String> asEnvironment(Set<String> properties) {
        return properties.stream()
                .map(ServiceProperties::asEnvironment)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys of the configuration that is built in, and what its values refer to. */
    private static Set<String> configured(String module) {
        return lines(module)
                .flatMap(ServiceProperties::namesOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<MatchResult> injected(String module) {
        return Sources.of(module).flatMap(source -> INJECTED.matcher(source).results());
    }

    private static boolean hasNoDefaultElsewhere(MatchResult injected) {
        return injected.group(2) == null
                ? !injected.group(3).startsWith("Optional")
                : isOfThisMachine(injected.group(2));
    }

    private static boolean isOfThisMachine(String text) {
        return text.contains("127.0.0.1") || text.contains("localhost");
    }

    private static Stream<String> lines(String module) {
        return Sources.configuration(module)
                .lines()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .filter(line -> !line.startsWith("%"));
    }

    /** A default that names this machine is right for the local stack alone. */
    private static Set<String> ofThisMachine(String module) {
        return lines(module)
                .filter(ServiceProperties::isOfThisMachine)
                .map(line -> line.substring(0, line.indexOf('=')).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> namesOf(String line) {
        int equals = line.indexOf('=');
        String key = line.substring(0, equals).strip();
        Stream<MatchResult> references = REFERENCE.matcher(line.substring(equals + 1)).results();
        return Stream.concat(Stream.of(key), references.map(found -> found.group(1)));
    }

    private static List<String> withLibrary(String module) {
        return dependsOn(module, LIBRARY) ? List.of(module, LIBRARY) : List.of(module);
    }

    private static boolean dependsOn(String module, String artifact) {
        return Tree.text(module + "/pom.xml").contains("<artifactId>" + artifact + "</artifactId>");
    }

    private static Set<String> ofExtensions(String module) {
        return BY_EXTENSION.entrySet().stream()
                .filter(e -> dependsOn(module, e.getKey()))
                .flatMap(e -> e.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
