package io.pagurus.session.journal;

import io.pagurus.session.snapshot.Row;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Confined to a test. A table that knows how many partitions there are, and serves some. */
public final class SpreadTable {

    private SpreadTable() {}

    /** One that serves the only partition, with these sessions. */
    public static SessionTable of(Row... rows) {
        SessionTable table = over(1);
        ConcurrentNavigableMap<String, Row> byId = new ConcurrentSkipListMap<>();
        for (Row row : rows) {
            byId.put(row.header().sessionId(), row);
        }
        table.adopt(0, byId);
        table.serve(0);
        return table;
    }

    public static SessionTable over(int partitions, int... served) {
        SessionTable table = new SessionTable();
        table.spread(new JournalPartitions(partitions));
        for (int partition : served) {
            table.serve(partition);
        }
        return table;
    }
}
