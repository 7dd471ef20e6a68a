package dev.gramme.kv.cassandra;

import java.util.UUID;

/** What a work rests on: since when nobody may have changed the rows it touches. */
sealed interface Basis {
    /**
     * They were read in this process: locks keep its other transactions away from them, the epoch other processes that
     * write by themselves, and the stamp those whose works its line has taken.
     *
     * @param epoch of the line, begun before anything was read
     * @param stamp the partition's then
     */
    record Own(long epoch, long stamp) implements Basis {}

    /**
     * They were read in another process.
     *
     * @param id of the work, random
     * @param asOf the partition's stamp before anything was read
     */
    record Foreign(UUID id, long asOf) implements Basis {}
}
