package io.pagurus.gateway.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Confined to one reading. A mapping of the rules, asked for one field at a time. A field that is
 * not as expected is noted with its path and read as its default, so that one reading finds all
 * errors; one that nobody asked for is an error too, since it is most often a misspelt one.
 */
public final class RuleSection {

    private final JsonNode fields;
    private final String path;
    private final List<RuleError> errors;
    private final Secrets secrets;
    private final Set<String> asked = new HashSet<>();

    RuleSection(JsonNode fields, String path, List<RuleError> errors, Secrets secrets) {
        this.fields = fields;
        this.path = path;
        this.errors = errors;
        this.secrets = secrets;
    }

    /** Where this section stands, as {@code routes[0].strategy}; empty for the whole. */
    public String path() {
        return path;
    }

    public boolean has(String name) {
        return !field(name).isMissingNode();
    }

    /** Notes that a field is not as expected. */
    public void error(String name, String expected) {
        errors.add(new RuleError(at(name), expected));
    }

    /** A text that has to be there; empty when it is not, which is then noted. */
    public String text(String name) {
        JsonNode field = field(name);
        if (!field.isTextual() || field.textValue().isBlank()) {
            error(name, "a text");
            return "";
        }
        return field.textValue();
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public List<String> texts(String name, List<String> otherwise) {
        return all(
                name,
                otherwise,
                "a list of texts",
                each -> each.isTextual() && !each.textValue().isBlank(),
                JsonNode::textValue);
    }

    /** A list of whole numbers within bounds, both of which are allowed. */
    public List<Integer> counts(String name, List<Integer> otherwise, int least, int most) {
        return all(
                name,
                otherwise,
                "a list, of each " + whole(least, most),
                each -> isWhole(each, least, most),
                JsonNode::intValue);
    }

    private <T> List<T> all(
            String name,
            List<T> otherwise,
            String expected,
            Predicate<JsonNode> fits,
            Function<JsonNode, T> read) {
        JsonNode field = field(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        List<T> values = new ArrayList<>();
        for (JsonNode each : field) {
            if (fits.test(each)) {
                values.add(read.apply(each));
            }
        }
        if (!field.isArray() || values.size() != field.size()) {
            error(name, expected);
            return otherwise;
        }
        return List.copyOf(values);
    }

    /** A mapping of texts, as of header names to values. */
    public Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        each(
                name,
                (key, value) -> {
                    if (value.isTextual()) {
                        texts.put(key, value.textValue());
                    } else {
                        errors.add(new RuleError(at(name) + "." + key, "a text"));
                    }
                });
        return Map.copyOf(texts);
    }

    /** A mapping of whole numbers. */
    public Map<String, Long> numbersByName(String name, long least, long most) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        each(
                name,
                (key, value) -> {
                    if (isWhole(value, least, most)) {
                        numbers.put(key, value.longValue());
                    } else {
                        errors.add(new RuleError(at(name) + "." + key, whole(least, most)));
                    }
                });
        return Map.copyOf(numbers);
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode field = field(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        if (!field.isBoolean()) {
            error(name, "true or false");
            return otherwise;
        }
        return field.booleanValue();
    }

    /** A whole number within bounds, both of which are allowed. */
    public long number(String name, long otherwise, long least, long most) {
        JsonNode field = field(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        if (!isWhole(field, least, most)) {
            error(name, whole(least, most));
            return otherwise;
        }
        return field.longValue();
    }

    /** {@link #number} for an {@code int}. */
    public int count(String name, int otherwise, int least, int most) {
        return Math.toIntExact(number(name, otherwise, least, most));
    }

    /** A number within bounds, both of which are allowed. */
    public double decimal(String name, double otherwise, double least, double most) {
        JsonNode field = field(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        if (!field.isNumber() || field.doubleValue() < least || field.doubleValue() > most) {
            error(name, "a number from " + least + " to " + most);
            return otherwise;
        }
        return field.doubleValue();
    }

    /** A time such as {@code 250ms}, {@code 30s}, {@code 2h} or {@code PT30S}; not negative. */
    public Duration duration(String name, Duration otherwise) {
        JsonNode field = field(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        try {
            Duration read =
                    field.isTextual()
                            ? DurationConverter.parseDuration(field.textValue())
                            : Duration.ZERO.minusNanos(1);
            if (!read.isNegative()) {
                return read;
            }
        } catch (IllegalArgumentException notADuration) {
            // Noted below.
        }
        error(name, "a duration such as 250ms, 30s or 2h");
        return otherwise;
    }

    /** A duration that has to lie within bounds, both of which are allowed. */
    public Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        Duration read = duration(name, otherwise);
        if (read.compareTo(least) < 0 || read.compareTo(most) > 0) {
            error(name, "a duration from " + least + " to " + most);
            return otherwise;
        }
        return read;
    }

    /** One of an enum's names, written in small letters with hyphens. */
    public <E extends Enum<E>> E choice(String name, Class<E> among, E otherwise) {
        JsonNode field = field(name);
        if (field.isMissingNode()) {
            return otherwise;
        }
        for (E each : among.getEnumConstants()) {
            if (field.isTextual() && written(each).equals(field.textValue())) {
                return each;
            }
        }
        error(
                name,
                "one of "
                        + Arrays.stream(among.getEnumConstants())
                                .map(RuleSection::written)
                                .collect(Collectors.joining(", ")));
        return otherwise;
    }

    /** A secret that rules name, see {@link Secrets}; empty when the field is absent or wrong. */
    public Optional<Secret> secret(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Optional<Secret> found = secrets.find(text(name));
        if (found.isEmpty()) {
            error(name, Secrets.EXPECTED);
        }
        return found;
    }

    /** A mapping within this one; where it is absent its reader sees one without fields. */
    public <T> T section(String name, Function<RuleSection, T> reader) {
        return child(field(name), at(name)).readBy(reader);
    }

    /** A mapping within this one, or nothing. */
    public <T> Optional<T> optional(String name, Function<RuleSection, T> reader) {
        return has(name) ? Optional.of(section(name, reader)) : Optional.empty();
    }

    /** A list of mappings. */
    public <T> List<T> list(String name, Function<RuleSection, T> reader) {
        JsonNode field = field(name);
        if (!field.isMissingNode() && !field.isArray()) {
            error(name, "a list");
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; field.isArray() && i < field.size(); i++) {
            read.add(child(field.get(i), at(name) + "[" + i + "]").readBy(reader));
        }
        return List.copyOf(read);
    }

    /** A mapping of names to mappings. */
    public <T> Map<String, T> byName(String name, Function<RuleSection, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        each(
                name,
                (key, value) -> read.put(key, child(value, at(name) + "." + key).readBy(reader)));
        return Map.copyOf(read);
    }

    <T> T readBy(Function<RuleSection, T> reader) {
        T read = reader.apply(this);
        fields.fieldNames()
                .forEachRemaining(name -> {
                    if (!asked.contains(name)) {
                        error(name, "no such field; known here: " + known());
                    }
                });
        return read;
    }

    private String known() {
        return asked.stream().sorted().collect(Collectors.joining(", "));
    }

    private interface Each {
        void take(String key, JsonNode value);
    }

    private void each(String name, Each take) {
        JsonNode field = field(name);
        if (!field.isMissingNode() && !field.isObject()) {
            error(name, "a mapping");
            return;
        }
        field.properties().forEach(entry -> take.take(entry.getKey(), entry.getValue()));
    }

    private RuleSection child(JsonNode node, String childPath) {
        if (!node.isObject() && !node.isMissingNode()) {
            errors.add(new RuleError(childPath, "a mapping of fields"));
            return new RuleSection(MissingNode.getInstance(), childPath, errors, secrets);
        }
        return new RuleSection(node, childPath, errors, secrets);
    }

    private JsonNode field(String name) {
        asked.add(name);
        JsonNode field = fields.path(name);
        return field.isNull() ? MissingNode.getInstance() : field;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean isWhole(JsonNode value, long least, long most) {
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= least
                && value.longValue() <= most;
    }

    private static String whole(long least, long most) {
        return "a whole number from " + least + " to " + most;
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
