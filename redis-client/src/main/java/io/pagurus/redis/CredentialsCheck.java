package io.pagurus.redis;

import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Thread-safe; reads the password's file. Whether user and password are given, and given once. */
public final class CredentialsCheck {

    private static final String USER = "pagurus.redis.username";
    private static final String FILE = "pagurus.redis.password-file";

    /** What stands in an address without being encoded: the client does not encode it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private CredentialsCheck() {}

    /** All that is wrong; empty when nothing is. */
    public static List<ConfigProblem> problems(RedisClientConfig client, RedisSettings settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        boolean password = client.password().isPresent();
        boolean file = settings.passwordFile().isPresent();
        boolean inHosts =
                client.hosts().stream()
                        .flatMap(Set::stream)
                        .anyMatch(host -> host.getRawUserInfo() != null);
        settings.username()
                .filter(name -> !NAME.matcher(name).matches())
                .ifPresent(name ->
                        problems.add(
                                new ConfigProblem(USER, "1 to 128 of A-Z a-z 0-9 . _ ~ -", name)));
        if (settings.username().isPresent() && !password && !file) {
            problems.add(
                    new ConfigProblem(
                            USER, "a password with it, quarkus.redis.password or " + FILE, "none"));
        }
        if (file && password) {
            problems.add(new ConfigProblem(FILE, "no quarkus.redis.password beside it", "both"));
        }
        if (inHosts && (settings.username().isPresent() || file || password)) {
            problems.add(
                    new ConfigProblem(
                            "quarkus.redis.hosts",
                            "no user and password in it, as they are set on their own",
                            "both"));
        }
        settings.passwordFile()
                .filter(path -> PasswordFile.read(path).isEmpty())
                .ifPresent(path ->
                        problems.add(
                                new ConfigProblem(
                                        FILE,
                                        "a file that can be read, with a password in it",
                                        path.toString())));
        return problems;
    }
}
