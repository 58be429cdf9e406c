package io.pagurus.gateway.identity;

/**
 * Thread-safe, and never blocks for long: called on event loops. Makes names that nobody guesses.
 */
@FunctionalInterface
public interface IdSource {

    /** 128 random bits as 32 hex digits. */
    String next();
}
