package io.pagurus.session.journal;

import io.pagurus.session.snapshot.Row;
import java.util.Iterator;
import java.util.Map;

/**
 * Thread-safe. All sessions of one partition, while this instance has it. An iteration sees each
 * session that was there all the time, and changes that are made meanwhile or not; after the
 * partition has gone to another instance it sees the last that was known here.
 */
public final class PartitionRows implements Iterable<Row> {

    private final SessionTable table;
    private final int partition;
    private final Map<String, Row> rows;

    PartitionRows(SessionTable table, int partition, Map<String, Row> rows) {
        this.table = table;
        this.partition = partition;
        this.rows = rows;
    }

    @Override
    public Iterator<Row> iterator() {
        return rows.values().iterator();
    }

    boolean have(String sessionId) {
        return rows.containsKey(sessionId);
    }

    /**
     * Whether this instance has served the partition without a break since these rows were asked
     * for; false also when it was another's in between.
     */
    public boolean areCurrent() {
        return table.serves(partition, rows);
    }
}
