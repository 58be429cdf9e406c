package io.pagurus.gateway.classes;

import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.rules.RuleSection;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which class a route's requests are of.
 *
 * @param otherwise of requests that nothing else is said of
 * @param header by which a client may name the class; null where it may not
 * @param principals whose requests are always of one class, whatever they say
 * @param classes that there are
 */
public record ClassRules(
        RequestClass otherwise,
        @Nullable String header,
        Map<String, RequestClass> principals,
        Classes classes) {

    public static final ClassRules DEFAULT =
            new ClassRules(Classes.DEFAULT.normal(), null, Map.of(), Classes.DEFAULT);

    public ClassRules {
        principals = Map.copyOf(principals);
    }

    /** Reads the section {@code class} of a route. */
    public static ClassRules read(RuleSection section, Classes classes) {
        Map<String, RequestClass> principals = new HashMap<>();
        section.textsByName("principals")
                .forEach((principal, name) ->
                        principals.put(principal, named(section, "principals", name, classes)));
        return new ClassRules(
                named(section, "default", section.text("default", Classes.NORMAL), classes),
                section.optionalText("header").orElse(null),
                principals,
                classes);
    }

    private static RequestClass named(
            RuleSection section, String field, String name, Classes classes) {
        RequestClass known = classes.byName().get(name);
        if (known == null) {
            section.error(field, "one of " + classes.byName().keySet().stream().sorted().toList());
            return classes.normal();
        }
        return known;
    }

    /** What is said to who names a class that is none. */
    public Problem unknown() {
        return Problem.badRequest(
                String.valueOf(header),
                "one of " + classes.byName().keySet().stream().sorted().toList());
    }

    /** A request's class; empty when its header names none that there is. */
    public Optional<RequestClass> of(MultiMap headers, String principal) {
        RequestClass fixed = principals.isEmpty() ? null : principals.get(principal);
        if (fixed != null) {
            return Optional.of(fixed);
        }
        String named = header == null ? null : headers.get(header);
        return named == null
                ? Optional.of(otherwise)
                : Optional.ofNullable(classes.byName().get(named));
    }
}
