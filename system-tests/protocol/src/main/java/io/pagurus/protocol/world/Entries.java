package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;

/** Confined to one thread. What the model writes, by number. */
final class Entries {

    private final Interner<JournalRecord> numbers = new Interner<>();

    int number(JournalRecord record) {
        return numbers.number(record);
    }

    JournalRecord record(int number) {
        return numbers.value(number);
    }

    int size() {
        return numbers.size();
    }
}
