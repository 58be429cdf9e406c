package io.pagurus.local.launcher;

import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.kafka.Topics;
import io.pagurus.history.Asked;
import io.pagurus.history.ClientSide;
import io.pagurus.history.EventReader;
import io.pagurus.history.Finding;
import io.pagurus.history.HistoryChecker;
import io.pagurus.history.JournalFold;
import io.pagurus.history.JudgedEntry;
import io.pagurus.history.ViewPicture;
import io.pagurus.history.ViewReader;
import io.pagurus.local.StackFailure;
import io.pagurus.local.Suite;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Confined to the main thread. Whether all that know of a session say the same of it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Folds the session's journal with the production fold and compares what comes out with"
                    + " the Redis view, with session-service's answer, and with what the nodes say"
                    + " of its owner. A session whose turn is running may differ for a moment.",
        },
        footer = {Exit.HELP, "0 means here that all agree."})
final class VerifyCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();

    @Parameters(paramLabel = "ID", description = "The session's id.")
    private String id = "";

    @Override
    public Integer call() {
        Suite suite = RunningSuite.of(workplace);
        Screen screen = new Screen(System.out);
        List<JudgedEntry> journal = journal(suite);
        JournalPicture picture =
                JournalPicture.of(journal)
                        .orElseThrow(() -> new StackFailure("The journal has no session " + id));
        screen.line(
                "journal  %s records, %s turns, epoch %s, owner %s",
                journal.size(), picture.turns().size(), picture.epoch(), picture.owner().node());

        List<String> differences = new ArrayList<>(againstRedis(suite, journal));
        new SessionCalls(suite)
                .session(id)
                .ifPresentOrElse(
                        view -> differences.addAll(picture.differences(view)),
                        () -> differences.add("session-service does not know the session"));
        differences.addAll(new NodeCalls(suite.nodes()).disagreements(id, picture));
        differences.forEach(difference -> screen.line("differs  %s", difference));
        if (differences.isEmpty()) {
            screen.line("agree    journal, Redis view, session-service and nodes");
        }
        return differences.isEmpty() ? Exit.GOOD : Exit.PROBLEM;
    }

    private List<JudgedEntry> journal(Suite suite) {
        String topic = new Topics(Topics.DEFAULT_PREFIX).sessionJournal();
        return JournalFold.fold(EventReader.readAll(suite.kafka(), topic)).stream()
                .filter(entry -> entry.record().sessionId().equals(id))
                .toList();
    }

    /** The checker's findings, of a client that asked for exactly what the journal has. */
    private List<String> againstRedis(Suite suite, List<JudgedEntry> journal) {
        List<Asked> asked = new ArrayList<>(List.of(new Asked(id, "", "")));
        for (JudgedEntry entry : journal) {
            if (entry.accepted() && entry.record() instanceof TurnCommitted turn) {
                asked.add(new Asked(id, turn.turnId(), JournalPicture.asked(turn)));
            }
        }
        try (ViewReader redis = new ViewReader(URI.create(suite.redis().uri()))) {
            List<ViewPicture> views = redis.read(List.of(id));
            List<String> findings =
                    new ArrayList<>(
                            HistoryChecker.check(
                                            journal,
                                            new ClientSide(asked, List.of()),
                                            views,
                                            List.of())
                                    .findings()
                                    .stream()
                                    .map(Finding::toString)
                                    .toList());
            if (views.isEmpty()) {
                findings.add("Redis has no view of the session");
            }
            return findings;
        }
    }
}
