package dev.gramme.database.trigger;

import dev.gramme.database.stream.Position;
import dev.gramme.kv.KvException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far a mapping has come in a shard.
 *
 * @param lanes of each of its lanes
 */
record Progress(List<Reached> lanes) {
    private static final int FORMAT = 1;

    /**
     * What a lane has done.
     *
     * @param next where it goes on
     * @param ended whether the shard holds nothing more for it
     */
    record Reached(Position next, boolean ended) {}

    static Progress from(Position start, int lanes) {
        return all(new Reached(start, false), lanes);
    }

    /** Nothing in the shard is for the mapping. */
    static Progress passedOver() {
        return all(new Reached(new Position(0, 0), true), 1);
    }

    private static Progress all(Reached reached, int lanes) {
        List<Reached> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            all.add(reached);
        }
        return new Progress(List.copyOf(all));
    }

    boolean isEnded() {
        return lanes.stream().allMatch(Reached::ended);
    }

    /** Another number of lanes parts the items otherwise: all begin where the last of the old ones is. */
    Progress parted(int count) {
        if (count == lanes.size() || isEnded()) {
            return this;
        }
        Position least = lanes.stream()
                .filter(lane -> !lane.ended())
                .map(Reached::next)
                .min(Comparator.comparingLong(Position::stamp).thenComparingInt(Position::place))
                .orElseThrow();
        return from(least, count);
    }

    Progress with(int lane, Reached reached) {
        List<Reached> changed = new ArrayList<>(lanes);
        changed.set(lane, reached);
        return new Progress(List.copyOf(changed));
    }

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + lanes.size() * (8 + 4 + 1)).put((byte) FORMAT);
        for (Reached lane : lanes) {
            bytes.putLong(lane.next().stamp());
            bytes.putInt(lane.next().place());
            bytes.put((byte) (lane.ended() ? 1 : 0));
        }
        return bytes.array();
    }

    static Progress decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        int format = bytes.get();
        if (format != FORMAT) {
            throw new KvException.Corrupt(
                    "The catalog was written by a newer version of Gramme (progress format " + format + ")", null);
        }
        List<Reached> lanes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            lanes.add(new Reached(new Position(bytes.getLong(), bytes.getInt()), bytes.get() == 1));
        }
        return new Progress(List.copyOf(lanes));
    }
}
