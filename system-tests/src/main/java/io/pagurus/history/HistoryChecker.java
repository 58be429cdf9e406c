package io.pagurus.history;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.pagurus.events.JournalRecord.TurnCommitted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Immutable. Judges a run: what clients were told, against the journal as the fold accepted it, and
 * against the views. Pure; only the sessions of the run are looked at.
 */
public final class HistoryChecker {

    private final ClientSide clients;
    private final Map<String, List<JudgedEntry>> journal;
    private final Map<String, SessionStory> stories = new TreeMap<>();

    private HistoryChecker(List<JudgedEntry> journal, ClientSide clients) {
        Set<String> ofTheRun = clients.sessions();
        this.clients = clients;
        this.journal =
                journal.stream()
                        .filter(entry -> ofTheRun.contains(entry.record().sessionId()))
                        .sorted(Comparator.comparingLong(JudgedEntry::offset))
                        .collect(groupingBy(entry -> entry.record().sessionId()));
        for (String session : ofTheRun) {
            stories.put(session, SessionStory.of(session, entries(session)));
        }
    }

    /**
     * Checks every invariant.
     *
     * @param journal the whole journal, each entry with the fold's verdict
     * @param views what Redis shows, once it has caught up; none at all are not judged
     * @param projected what session-service said on {@code claw.session.events}; nothing at all is
     *     not judged
     */
    public static Judgement check(
            List<JudgedEntry> journal,
            ClientSide clients,
            Collection<ViewPicture> views,
            Collection<Projected> projected) {
        HistoryChecker checker = new HistoryChecker(journal, clients);
        List<Finding> findings = new ArrayList<>();
        checker.stories.values().forEach(story -> findings.addAll(story.findings()));
        List<Finding> lost = checker.lost();
        List<Finding> doubled = checker.doubled();
        findings.addAll(lost);
        findings.addAll(doubled);
        findings.addAll(checker.disordered());
        findings.addAll(checker.differences(views));
        findings.addAll(Projected.differences(checker.journal, projected));
        return new Judgement(
                findings,
                (int) clients.told().stream().map(HistoryChecker::name).distinct().count(),
                distinct(lost),
                distinct(
                        findings.stream()
                                .filter(finding -> finding.invariant() == Invariant.TURN_ONCE)
                                .toList()),
                (int) checker.stories.values().stream().mapToLong(SessionStory::restarted).sum(),
                (int) checker.stories.values().stream().mapToLong(SessionStory::uncertain).sum());
    }

    private record TurnName(String sessionId, String turnId) {}

    private static TurnName name(Told told) {
        return new TurnName(told.sessionId(), told.turnId());
    }

    private static int distinct(List<Finding> findings) {
        return (int)
                findings.stream()
                        .map(finding ->
                                new TurnName(finding.sessionId(), String.valueOf(finding.turnId())))
                        .distinct()
                        .count();
    }

    private List<JudgedEntry> entries(String session) {
        return journal.getOrDefault(session, List.of());
    }

    private SessionStory story(String session) {
        return stories.getOrDefault(session, SessionStory.of(session, List.of()));
    }

    private List<Finding> lost() {
        List<Finding> lost = new ArrayList<>();
        for (Told told : clients.told()) {
            TurnCommitted kept = story(told.sessionId()).turn(told.turnId());
            if (kept == null) {
                lost.add(lost(told, "was acknowledged, and the accepted history does not have it"));
            } else if (!SessionStory.answered(kept).equals(told.answer())) {
                lost.add(lost(told, "was acknowledged with another answer than the history has"));
            }
        }
        return lost;
    }

    private static Finding lost(Told told, String detail) {
        return new Finding(Invariant.TOLD_IS_KEPT, told.sessionId(), told.turnId(), detail);
    }

    private List<Finding> doubled() {
        List<Finding> doubled = new ArrayList<>(toldTwice());
        Map<Asked, Long> wanted =
                clients.asked().stream()
                        .distinct()
                        .map(asked -> new Asked(asked.sessionId(), "", asked.text()))
                        .collect(groupingBy(asked -> asked, counting()));
        wanted.forEach((asked, times) -> {
            List<TurnCommitted> same =
                    story(asked.sessionId()).turns().stream()
                            .filter(turn -> SessionStory.asked(turn).equals(asked.text()))
                            .toList();
            if (same.size() > times) {
                doubled.add(
                        new Finding(
                                Invariant.TURN_ONCE,
                                asked.sessionId(),
                                same.getLast().turnId(),
                                "the history has it %d times, asked for %d times"
                                        .formatted(same.size(), times)));
            }
        });
        return doubled;
    }

    private List<Finding> toldTwice() {
        List<Finding> twice = new ArrayList<>();
        Map<Asked, Told> byKey = new HashMap<>();
        Map<TurnName, Told> byTurn = new HashMap<>();
        for (Told told : clients.told()) {
            Told before = byTurn.putIfAbsent(name(told), told);
            if (before != null && !before.answer().equals(told.answer())) {
                twice.add(twice(told, "was told twice, with two answers"));
            }
            Told sameKey = byKey.putIfAbsent(new Asked(told.sessionId(), told.key(), ""), told);
            if (sameKey != null && !sameKey.turnId().equals(told.turnId())) {
                twice.add(twice(told, "is the second turn under one idempotency key"));
            }
        }
        return twice;
    }

    private static Finding twice(Told told, String detail) {
        return new Finding(Invariant.TURN_ONCE, told.sessionId(), told.turnId(), detail);
    }

    private List<Finding> disordered() {
        List<Finding> disordered = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        Set<TurnName> seen = new HashSet<>();
        clients.told().stream()
                .sorted(Comparator.comparingLong(Told::order))
                .filter(told -> seen.add(name(told)))
                .forEach(told -> {
                    TurnCommitted kept = story(told.sessionId()).turn(told.turnId());
                    if (kept == null) {
                        return;
                    }
                    Long before = last.put(told.sessionId(), kept.seq());
                    if (before != null && before >= kept.seq()) {
                        disordered.add(
                                new Finding(
                                        Invariant.ORDER_KEPT,
                                        told.sessionId(),
                                        told.turnId(),
                                        "was told after turn number %d and is number %d"
                                                .formatted(before, kept.seq())));
                    }
                });
        return disordered;
    }

    private List<Finding> differences(Collection<ViewPicture> views) {
        if (views.isEmpty()) {
            return List.of();
        }
        Map<String, ViewPicture> shown =
                views.stream().collect(toMap(ViewPicture::sessionId, view -> view));
        List<Finding> differences = new ArrayList<>();
        stories.forEach((session, story) -> {
            ViewPicture view = shown.get(session);
            if (view != null) {
                differences.addAll(ViewComparison.differences(view, story, storyAt(view)));
            } else if (story.epoch() > 0) {
                differences.add(ViewComparison.missing(session));
            }
        });
        return differences;
    }

    private SessionStory storyAt(ViewPicture view) {
        return SessionStory.of(
                view.sessionId(),
                entries(view.sessionId()).stream()
                        .filter(entry -> entry.offset() <= view.offset())
                        .toList());
    }
}
