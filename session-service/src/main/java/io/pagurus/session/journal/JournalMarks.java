package io.pagurus.session.journal;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.JournalMark;
import io.pagurus.events.JournalMark.RulesAdvanced;
import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.fold.RulesVersion;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Confined to the journal reader's thread. What stands in the journal and is of no session. */
final class JournalMarks {

    private static final System.Logger LOG = System.getLogger(JournalMarks.class.getName());

    private final RulesMarks marks;
    private final DeadLetters deadLetters;

    JournalMarks(RulesMarks marks, DeadLetters deadLetters) {
        this.marks = marks;
        this.deadLetters = deadLetters;
    }

    static boolean isOne(ConsumerRecord<String, byte @Nullable []> read) {
        String key = read.key();
        return key != null && key.startsWith(JournalMark.PREFIX);
    }

    /**
     * Takes the mark.
     *
     * @return whether what follows can be folded here: not by rules that this instance has not
     */
    boolean on(ConsumerRecord<String, byte @Nullable []> read) {
        if (!(EventRecords.decode(read) instanceof Decoded.Known(CloudEvent<?> event))
                || !(event.data() instanceof RulesAdvanced advanced)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a mark that cannot be read: {0}",
                    DeadLetters.origin(read));
            deadLetters.send(read, "no mark");
            return true;
        }
        Position at = new Position(read.partition(), read.offset());
        Optional<RulesVersion> version = RulesVersion.of(advanced.version());
        version.ifPresentOrElse(
                known -> marks.take(known, at),
                () ->
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "partition {0} goes by version {1} of the rules from {2} on; this"
                                        + " instance has {3}, and gives no verdict there",
                                at.partition(),
                                advanced.version(),
                                at.offset(),
                                RulesVersion.LATEST.number()));
        return version.isPresent();
    }
}
