package io.pagurus.redis;

import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.TlsConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Confined to the thread that starts the service; reads the files that are named. */
final class TlsCheck {

    private static final String TLS = "quarkus.redis.tls.";
    private static final Set<String> VERIFICATIONS = Set.of("HTTPS", "LDAPS", "NONE");

    private final TlsConfig tls;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private TlsCheck(TlsConfig tls) {
        this.tls = tls;
    }

    static List<ConfigProblem> problems(
            RedisClientConfig client, Set<URI> hosts, TlsConfigurationRegistry registry) {
        TlsCheck check = new TlsCheck(client.tls());
        boolean inUse = hosts.stream().anyMatch(host -> "rediss".equals(host.getScheme()));
        if (!inUse && (check.configured() || client.tlsConfigurationName().isPresent())) {
            check.problem(
                    "quarkus.redis.hosts",
                    "rediss://host:port, as TLS is configured",
                    "redis://, which is without");
        }
        client.tlsConfigurationName()
                .filter(name -> registry.get(name).isEmpty())
                .ifPresent(name ->
                        check.problem(
                                "quarkus.redis.tls-configuration-name",
                                "the name of a configuration, quarkus.tls." + name + ".*",
                                name + ", of which there is none"));
        check.verification();
        check.trust();
        check.own();
        return check.problems;
    }

    private boolean configured() {
        return tls.enabled()
                || tls.trustAll()
                || tls.trustCertificatePem().enabled()
                || tls.trustCertificateJks().enabled()
                || tls.trustCertificatePfx().enabled()
                || tls.keyCertificatePem().enabled()
                || tls.keyCertificateJks().enabled()
                || tls.keyCertificatePfx().enabled();
    }

    private void verification() {
        String algorithm = tls.hostnameVerificationAlgorithm();
        if (!VERIFICATIONS.contains(algorithm.toUpperCase(Locale.ROOT))) {
            problem("hostname-verification-algorithm", "HTTPS, LDAPS or NONE", algorithm);
        }
    }

    private void trust() {
        List<String> certificates = tls.trustCertificatePem().certs().orElse(List.of());
        used("trust-certificate-pem", tls.trustCertificatePem().enabled(), certificates);
        certificates.stream()
                .filter(file -> !hasCertificate(Path.of(file)))
                .forEach(file ->
                        problem(
                                "trust-certificate-pem.certs",
                                "PEM files with certificates that can be read",
                                file));
        store(
                "trust-certificate-jks",
                tls.trustCertificateJks().enabled(),
                tls.trustCertificateJks().path());
        store(
                "trust-certificate-pfx",
                tls.trustCertificatePfx().enabled(),
                tls.trustCertificatePfx().path());
    }

    private void own() {
        List<String> files = new ArrayList<>();
        tls.keyCertificatePem().keys().ifPresent(files::addAll);
        tls.keyCertificatePem().certs().ifPresent(files::addAll);
        used("key-certificate-pem", tls.keyCertificatePem().enabled(), files);
        files.stream()
                .filter(file -> !Files.isReadable(Path.of(file)))
                .forEach(
                        file -> problem("key-certificate-pem", "PEM files that can be read", file));
        store(
                "key-certificate-jks",
                tls.keyCertificateJks().enabled(),
                tls.keyCertificateJks().path());
        store(
                "key-certificate-pfx",
                tls.keyCertificatePfx().enabled(),
                tls.keyCertificatePfx().path());
    }

    private void store(String name, boolean enabled, Optional<String> path) {
        used(name, enabled, path.stream().toList());
        path.filter(file -> !Files.isReadable(Path.of(file)))
                .ifPresent(file -> problem(name + ".path", "a file that can be read", file));
    }

    /** A file that is named and not used is nearly always a switch that was forgotten. */
    private void used(String name, boolean enabled, List<String> files) {
        if (enabled == files.isEmpty()) {
            problem(
                    name,
                    enabled ? "files named beside it" : "true, as files are named beside it",
                    Boolean.toString(enabled));
        }
    }

    private static boolean hasCertificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return !CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
        } catch (IOException | CertificateException _) {
            return false;
        }
    }

    private void problem(String name, String expected, String found) {
        problems.add(
                new ConfigProblem(
                        name.startsWith("quarkus.") ? name : TLS + name, expected, found));
    }
}
