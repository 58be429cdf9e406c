package io.pagurus.gateway.rules;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Immutable. Rules as they are written: YAML, of which JSON is a part. */
public final class RuleText {

    /** What a file or a request may hold; thousands of routes are smaller. */
    public static final int MOST_CHARACTERS = 1_000_000;

    private static final ObjectMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private RuleText() {}

    /**
     * Reads a whole text.
     *
     * @param reader reads the root section; what it returns counts only if there was no error
     * @param secrets resolves references to secrets
     * @throws InvalidRulesException with every error that was found
     */
    public static <T> T read(String text, Secrets secrets, Function<RuleSection, T> reader)
            throws InvalidRulesException {
        List<RuleError> errors = new ArrayList<>();
        RuleSection root = new RuleSection(tree(text), "", errors, secrets);
        T read = root.readBy(reader);
        if (!errors.isEmpty()) {
            throw new InvalidRulesException(errors);
        }
        return read;
    }

    private static JsonNode tree(String text) throws InvalidRulesException {
        if (text.length() > MOST_CHARACTERS) {
            throw invalid("at most " + MOST_CHARACTERS + " characters");
        }
        try {
            JsonNode tree = YAML.readTree(text);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return YAML.createObjectNode();
            }
            if (!tree.isObject()) {
                throw invalid("a mapping of fields");
            }
            return tree;
        } catch (JsonProcessingException notYaml) {
            throw invalid("YAML or JSON" + place(notYaml.getLocation()));
        }
    }

    /** The parser's own message would quote the text. */
    private static String place(JsonLocation at) {
        return at == null
                ? ""
                : "; the error is at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static InvalidRulesException invalid(String expected) {
        return new InvalidRulesException(List.of(new RuleError("(document)", expected)));
    }
}
