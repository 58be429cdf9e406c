package io.pagurus.local.doctor;

import java.nio.file.Path;
import java.util.List;

/**
 * Confined to the main thread. Prints a line for each check; exit status 1 if one found a problem.
 */
public final class Doctor {

    private Doctor() {}

    /** With the project's folder as the only argument. */
    public static void main(String[] arguments) {
        List<Finding> findings = new Checks(Path.of(arguments[0])).all();
        findings.forEach(System.out::println);
        System.exit(findings.stream().allMatch(Finding::good) ? 0 : 1);
    }
}
