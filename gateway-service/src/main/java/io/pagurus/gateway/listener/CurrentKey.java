package io.pagurus.gateway.listener;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The certificate of the next handshake. One that is under way when it changes goes on
 * with the one that it began with: the name that it was given says which.
 */
final class CurrentKey extends X509ExtendedKeyManager {

    /** Immutable. A certificate, and the one before it. */
    private record Generation(long number, X509KeyManager manager, @Nullable Generation before) {

        String named(String alias) {
            return number + ":" + alias;
        }

        @Nullable X509KeyManager of(String name) {
            if (name.startsWith(number + ":")) {
                return manager;
            }
            return before == null ? null : before.of(name);
        }

        Generation alone() {
            return new Generation(number, manager, null);
        }
    }

    private final AtomicReference<@Nullable Generation> current = new AtomicReference<>();

    void set(X509KeyManager next) {
        current.updateAndGet(now ->
                now == null
                        ? new Generation(1, next, null)
                        : new Generation(now.number() + 1, next, now.alone()));
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Generation now = current.get();
        if (now == null) {
            return null;
        }
        String alias = now.manager().chooseServerAlias(keyType, issuers, null);
        return alias == null ? null : now.named(alias);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String name) {
        X509KeyManager manager = manager(name);
        return manager == null ? null : manager.getCertificateChain(alias(name));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String name) {
        X509KeyManager manager = manager(name);
        return manager == null ? null : manager.getPrivateKey(alias(name));
    }

    private @Nullable X509KeyManager manager(String name) {
        Generation now = current.get();
        return now == null ? null : now.of(name);
    }

    private static String alias(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
