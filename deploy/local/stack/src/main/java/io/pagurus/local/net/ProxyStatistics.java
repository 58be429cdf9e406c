package io.pagurus.local.net;

/**
 * Immutable. What went through a proxy until now.
 *
 * @param accepted connections that were carried, or are
 * @param refused connections that were reset: while it was cut, or because the server refused them
 * @param open connections that are carried at this moment
 * @param toServer bytes that were handed to the server
 * @param toClient bytes that were handed back
 * @param waiting bytes that were taken and not handed on yet, both ways
 */
public record ProxyStatistics(
        long accepted, long refused, int open, long toServer, long toClient, long waiting) {}
