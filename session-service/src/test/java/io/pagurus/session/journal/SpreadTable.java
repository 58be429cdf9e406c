package io.pagurus.session.journal;

/** Confined to a test. A table that knows how many partitions there are, and serves some. */
public final class SpreadTable {

    private SpreadTable() {}

    public static SessionTable over(int partitions, int... served) {
        SessionTable table = new SessionTable();
        table.spread(new JournalPartitions(partitions));
        for (int partition : served) {
            table.serve(partition);
        }
        return table;
    }
}
