package dev.gramme.database.audit;

import java.util.List;

/** Where recent management events are kept. */
public interface EventHistory {
    /** Of a process that records none. */
    EventHistory NONE = List::of;

    /**
     * The newest first, of all accounts; a bounded number. Each is a record in JSON, as CloudTrail writes it, in UTF-8.
     */
    List<byte[]> recent();
}
