package io.pagurus.bench.edge.proxy;

/** What is measured. */
public enum Contender {
    PAGURUS("pagurus"),
    /** The same edge as a native executable, where one was built. */
    PAGURUS_NATIVE("pagurusNative"),
    NGINX("nginx"),
    HAPROXY("haproxy");

    private final String key;

    Contender(String key) {
        this.key = key;
    }

    /** As in the report. */
    public String key() {
        return key;
    }
}
