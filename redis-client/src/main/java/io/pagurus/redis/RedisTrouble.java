package io.pagurus.redis;

import java.util.regex.Pattern;

/**
 * Immutable. Why Redis does not serve: known by what it or the client says, in the order in which
 * it is asked, as one text may have the words of several.
 */
public enum RedisTrouble {
    WRONG_CREDENTIALS(
            "wrong-credentials",
            "it refuses user or password (pagurus.redis.username, pagurus.redis.password-file,"
                    + " quarkus.redis.password; Sentinels have to know the user too)",
            true,
            "WRONGPASS|NOAUTH|invalid password|AUTH <password> called without"),
    NO_PERMISSION(
            "no-permission",
            "its ACL does not let the user do what the view needs (docs/redis.md lists it)",
            true,
            "NOPERM"),
    NO_SUCH_DATABASE(
            "no-such-database",
            "it has no database of the number in quarkus.redis.hosts",
            true,
            "DB index is out of range|invalid DB index|SELECT is not allowed in cluster mode"),
    UNKNOWN_PRIMARY(
            "unknown-primary",
            "the Sentinels know no primary of the name quarkus.redis.master-name",
            true,
            "No such master with that name|GET-MASTER-ADDR-BY-NAME"),
    NO_CLUSTER(
            "no-cluster",
            "it is no Cluster, as quarkus.redis.client-type says",
            true,
            "cluster support disabled"),
    IS_CLUSTER(
            "is-cluster",
            "it is a Cluster: quarkus.redis.client-type has to be cluster",
            true,
            // The Cluster client follows these itself; only another one ever sees them.
            "MOVED \\d+|ASK \\d+"),
    UNTRUSTED(
            "untrusted-certificate",
            "its certificate is not trusted, or made out to another host (quarkus.redis.tls)",
            true,
            "PKIX|SSLHandshake|CertificateException|SSL connection|No name matching"
                    + "|No subject alternative"),
    NO_TLS("no-tls", "its port does not speak TLS", true, "not an SSL/TLS record"),
    UNSUITABLE(
            "unsuitable",
            "it does not know a command that the view needs: a Sentinel, or too old",
            true,
            "unknown command|unknown or unsupported command"),
    FULL("full", "it has no memory left, and may not evict", false, "OOM "),
    NOT_PRIMARY("not-primary", "it is a replica, which takes no writes", false, "READONLY"),
    NOT_WRITABLE(
            "not-writable",
            "it takes no writes at the moment",
            false,
            "MISCONF|NOREPLICAS|BUSY|MASTERDOWN"),
    NOT_READY("not-ready", "it is on its way up or over", false, "LOADING|CLUSTERDOWN|TRYAGAIN"),
    NO_ANSWER(
            "no-answer",
            "it does not answer in time (nor does a port without TLS, if asked for it)",
            false,
            "no answer in"),
    UNREACHABLE(
            "unreachable",
            "there is no connection to it",
            false,
            "CONNECTION_CLOSED|onnection|annot connect|ailed to connect|max number of clients");

    private final String text;
    private final String meaning;
    private final boolean misconfigured;
    private final Pattern words;

    RedisTrouble(String text, String meaning, boolean misconfigured, String words) {
        this.text = text;
        this.meaning = meaning;
        this.misconfigured = misconfigured;
        this.words = Pattern.compile(words);
    }

    /** Its name in health data. */
    public String text() {
        return text;
    }

    /** The rest of a sentence that begins with Redis. */
    String meaning() {
        return meaning;
    }

    /** Whether it ends only when somebody changes a setting, here or at Redis. */
    public boolean misconfigured() {
        return misconfigured;
    }

    /** Whether questions may be answered all the same, so that an answer does not mean its end. */
    public boolean mayLeaveReads() {
        return switch (this) {
            case NO_PERMISSION, FULL, NOT_PRIMARY, NOT_WRITABLE -> true;
            default -> false;
        };
    }

    boolean is(String said) {
        return words.matcher(said).find();
    }
}
