package io.pagurus.bench.sessions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What is measured, and how much of it.
 *
 * @param projectRoot has session-service, built
 * @param parts that are measured; the others' keys are null in the report
 * @param commits that are measured at 64 clients; at fewer clients fewer, see {@link #commits(int)}
 * @param grants that are measured
 * @param conversations that are weighed
 * @param rebuildSessions whose views are taken away
 * @param rebuildTurns of each of these sessions
 * @param rebuildLimit after which the rebuild is given up
 * @param manySessions among which commits are measured, and partitions change hands
 * @param distantCommits that are measured at each round trip, at 8 clients
 * @param heap of session-service, such as {@code 1g}
 * @param profiles takes a flight recording of each session-service; null for none, which is faster
 */
public record BenchOptions(
        Path projectRoot,
        Set<Part> parts,
        int commits,
        int grants,
        int conversations,
        int rebuildSessions,
        int rebuildTurns,
        Duration rebuildLimit,
        int manySessions,
        int distantCommits,
        String heap,
        @Nullable Path profiles) {

    /** What can be measured by itself. */
    public enum Part {
        COMMIT,
        GRANTS,
        BYTES,
        REBUILD,
        MILLION,
        DURABILITY
    }

    public BenchOptions {
        projectRoot = projectRoot.toAbsolutePath().normalize();
        parts = parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
        if (IntStream.of(commits, grants, conversations, rebuildSessions, distantCommits)
                .anyMatch(count -> count < 64)) {
            throw new BenchFailure("fewer than 64 of anything say nothing");
        }
    }

    /** The sizes that the figures in the documents are of. */
    public static BenchOptions standard(Path projectRoot) {
        return new BenchOptions(
                projectRoot,
                Set.of(),
                24_000,
                65_536,
                1_000,
                100_000,
                6,
                Duration.ofMinutes(5),
                1_000_000,
                480,
                "1g",
                null);
    }

    public BenchOptions withParts(Set<Part> some) {
        return new BenchOptions(
                projectRoot,
                some,
                commits,
                grants,
                conversations,
                rebuildSessions,
                rebuildTurns,
                rebuildLimit,
                manySessions,
                distantCommits,
                heap,
                profiles);
    }

    public BenchOptions withRebuild(int sessions, int turns) {
        return new BenchOptions(
                projectRoot,
                parts,
                commits,
                grants,
                conversations,
                sessions,
                turns,
                rebuildLimit,
                manySessions,
                distantCommits,
                heap,
                profiles);
    }

    public BenchOptions withManySessions(int sessions) {
        return new BenchOptions(
                projectRoot,
                parts,
                commits,
                grants,
                conversations,
                rebuildSessions,
                rebuildTurns,
                rebuildLimit,
                sessions,
                distantCommits,
                heap,
                profiles);
    }

    BenchOptions withHeap(String other) {
        return new BenchOptions(
                projectRoot,
                parts,
                commits,
                grants,
                conversations,
                rebuildSessions,
                rebuildTurns,
                rebuildLimit,
                manySessions,
                distantCommits,
                other,
                profiles);
    }

    public BenchOptions withProfiles(@Nullable Path folder) {
        return new BenchOptions(
                projectRoot,
                parts,
                commits,
                grants,
                conversations,
                rebuildSessions,
                rebuildTurns,
                rebuildLimit,
                manySessions,
                distantCommits,
                heap,
                folder);
    }

    /** Fewer where fewer clients do them: it would only take longer. */
    int commits(int clients) {
        return clients == 1 ? commits / 4 : clients < 64 ? commits / 2 : commits;
    }

    /** Fewer where each is a call of its own. */
    int singleGrants() {
        return grants / 4;
    }

    /** As {@link #commits(int)}. */
    int distantCommits(int clients) {
        return clients == 1 ? distantCommits / 4 : distantCommits;
    }
}
