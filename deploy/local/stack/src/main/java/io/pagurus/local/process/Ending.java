package io.pagurus.local.process;

/** Immutable. How a process ended. */
public sealed interface Ending {

    /** It left with a status of its own. */
    record Exited(int status) implements Ending {
        @Override
        public String toString() {
            return "exit status " + status;
        }
    }

    /** A signal ended it. */
    record Signalled(int signal) implements Ending {
        @Override
        public String toString() {
            return switch (signal) {
                case 2 -> "signal SIGINT";
                case 6 -> "signal SIGABRT";
                case 9 -> "signal SIGKILL";
                case 11 -> "signal SIGSEGV";
                case 15 -> "signal SIGTERM";
                default -> "signal " + signal;
            };
        }
    }

    /** It is no child of ours: the system does not tell. */
    record Unseen() implements Ending {
        @Override
        public String toString() {
            return "unknown cause";
        }
    }

    /** Java reports a signal as 128 and its number, as a shell does. */
    static Ending of(int exitValue) {
        return exitValue > 128 && exitValue < 128 + 65
                ? new Signalled(exitValue - 128)
                : new Exited(exitValue);
    }
}
