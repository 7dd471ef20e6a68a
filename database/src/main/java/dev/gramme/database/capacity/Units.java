package dev.gramme.database.capacity;

/** Capacity arithmetic (source: "DynamoDB read and write capacity", "Read and write operations"). */
public final class Units {
    private static final int READ_UNIT_BYTES = 4096;
    private static final int WRITE_UNIT_BYTES = 1024;

    private Units() {}

    /** Units of a read of so many bytes: one for each 4 KB begun, at least one, half of that where it may be stale. */
    public static double read(long bytes, boolean consistent) {
        long units = Math.max(1, (bytes + READ_UNIT_BYTES - 1) / READ_UNIT_BYTES);
        return consistent ? units : units / 2.0;
    }

    /** Units of a write: one for each KB begun of the larger of the item before and after, at least one. */
    public static double write(int bytesBefore, int bytesAfter) {
        long bytes = Math.max(bytesBefore, bytesAfter);
        return Math.max(1, (bytes + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
    }
}
