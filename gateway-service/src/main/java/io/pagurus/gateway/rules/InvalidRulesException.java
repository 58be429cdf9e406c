package io.pagurus.gateway.rules;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used, with all that is wrong with them. */
public final class InvalidRulesException extends Exception {

    private static final long serialVersionUID = 1;

    /** An error has to fit a log and an answer; who has more mends these first. */
    private static final int MOST = 50;

    private final transient List<RuleError> errors;

    public InvalidRulesException(List<RuleError> errors) {
        super(
                errors.stream()
                        .limit(MOST)
                        .map(RuleError::toString)
                        .collect(Collectors.joining("; ")));
        this.errors = errors.stream().limit(MOST).toList();
    }

    /** The first fifty at most. */
    public List<RuleError> errors() {
        return errors;
    }
}
