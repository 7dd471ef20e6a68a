package dev.gramme.database.table;

/**
 * The other servers that write to the same tables, as far as a change of a table has to wait for them. Versions count
 * the changes of the catalog.
 */
public interface OtherServers {
    /** There are none. */
    OtherServers NONE = new OtherServers() {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public boolean haveReached(long version) {
            return true;
        }
    };

    /** The version of the catalog as it is now. */
    long version();

    /** Whether none of them acts on a catalog older than this version any more. */
    boolean haveReached(long version);
}
