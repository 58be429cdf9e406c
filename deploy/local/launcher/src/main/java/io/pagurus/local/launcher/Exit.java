package io.pagurus.local.launcher;

/** Immutable. Exit statuses, besides picocli's 2 for a wrong command line. */
final class Exit {

    static final int GOOD = 0;

    /** It did not work, or what was checked is not so. */
    static final int PROBLEM = 1;

    /** For the help of every command. */
    static final String HELP =
            "%nExit status: 0 done; 1 a problem, told in a line; 2 wrong command line; 130 or 143"
                    + " stopped by Ctrl-C or SIGTERM.";

    private Exit() {}
}
