package dev.gramme.database.cluster;

import dev.gramme.kv.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the leader answers a {@link Poll}. It gives a {@link Lease}.
 *
 * @param version of the catalog
 * @param everything whether all of the catalog has to be read again
 * @param rows those that changed, otherwise
 * @param servers all that answer, the leader too
 */
public record News(long version, boolean everything, List<Bytes> rows, List<Server> servers) {
    /** As bytes. */
    public byte[] encode() {
        return Fields.encode(out -> {
            out.writeLong(version);
            out.writeBoolean(everything);
            out.writeInt(rows.size());
            for (Bytes row : rows) {
                out.writeInt(row.length());
                out.write(row.array());
            }
            out.writeInt(servers.size());
            for (Server server : servers) {
                out.writeLong(server.id());
                out.writeUTF(server.address());
            }
        });
    }

    /**
     * From bytes.
     *
     * @throws IOException where they are none of this format
     */
    public static News decode(byte[] bytes) throws IOException {
        DataInputStream in = Fields.of(bytes);
        long version = in.readLong();
        boolean everything = in.readBoolean();
        List<Bytes> rows = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            rows.add(Bytes.of(in.readNBytes(in.readInt())));
        }
        List<Server> servers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            servers.add(new Server(in.readLong(), in.readUTF()));
        }
        return new News(version, everything, rows, servers);
    }
}
