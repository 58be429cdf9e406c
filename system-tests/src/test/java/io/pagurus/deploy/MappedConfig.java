package io.pagurus.deploy;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Immutable. The properties that modules' {@code @ConfigMapping} interfaces name, read from their
 * compiled classes, by the rules of SmallRye Config: kebab case, {@code @WithName}, groups.
 */
record MappedConfig(Set<String> all, Set<String> withoutDefault) {

    private static final String MAPPING = "io.smallrye.config.ConfigMapping";
    private static final String NAME = "io.smallrye.config.WithName";
    private static final String PARENT = "io.smallrye.config.WithParentName";
    private static final String DEFAULT = "io.smallrye.config.WithDefault";

    static MappedConfig of(List<String> modules) {
        JavaClasses imported =
                new ClassFileImporter()
                        .importPaths(modules.stream().map(MappedConfig::classes).toList());
        MappedConfig config = new MappedConfig(new TreeSet<>(), new TreeSet<>());
        imported.stream()
                .filter(c -> c.isAnnotatedWith(MAPPING))
                .forEach(c -> config.collect(value(c, MAPPING, "prefix").orElse(""), c, false));
        return config;
    }

    private static Path classes(String module) {
        Path classes = Tree.path(module + "/target/classes");
        if (!Files.isDirectory(classes)) {
            throw new AssertionError(module + " is not compiled: " + classes + " is missing");
        }
        return classes;
    }

    private void collect(String prefix, JavaClass group, boolean optional) {
        for (JavaMethod method : group.getMethods()) {
            String name = method.isAnnotatedWith(PARENT) ? prefix : join(prefix, nameOf(method));
            JavaClass type = method.getRawReturnType();
            if (type.isInterface() && type.getName().startsWith("io.pagurus.")) {
                collect(name, type, optional);
                continue;
            }
            all.add(name);
            boolean given = method.isAnnotatedWith(DEFAULT) || isOptional(type) || optional;
            if (!given) {
                withoutDefault.add(name);
            }
        }
    }

    private static boolean isOptional(JavaClass type) {
        return type.getName().startsWith("java.util.Optional")
                || type.isAssignableTo(java.util.Map.class);
    }

    private static String nameOf(JavaMethod method) {
        return value(method, NAME, "value")
                .orElseGet(() ->
                        method.getName()
                                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                                .toLowerCase(Locale.ROOT));
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    private static Optional<String> value(HasAnnotations<?> on, String annotation, String key) {
        return on.tryGetAnnotationOfType(annotation)
                .flatMap(a -> ((JavaAnnotation<?>) a).get(key))
                .map(Object::toString);
    }
}
