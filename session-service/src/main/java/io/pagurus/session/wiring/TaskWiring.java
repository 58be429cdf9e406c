package io.pagurus.session.wiring;

import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.tasks.TaskEnds;
import io.pagurus.session.tasks.TaskInputs;
import io.pagurus.session.tasks.TaskSettings;
import io.pagurus.session.tasks.TaskSweep;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Thread-safe. Tasks that outlive their turn. */
@Singleton
final class TaskWiring {

    @Produces
    @Singleton
    TaskInputs taskInputs(JournalScanner scanner) {
        return new TaskInputs(scanner);
    }

    @Produces
    @Singleton
    TaskEnds taskEnds(JournalWriter writer, Clock clock) {
        return new TaskEnds(writer, clock);
    }

    @Produces
    @Singleton
    TaskSweep taskSweep(SessionTable sessions, TaskEnds ends, Clock clock, TaskSettings settings) {
        return new TaskSweep(sessions, ends, clock, settings);
    }
}
