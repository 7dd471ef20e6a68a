package dev.gramme.database.cluster;

import dev.gramme.database.identity.LastUses.LastUse;
import dev.gramme.database.table.PartitionLoad;
import dev.gramme.database.table.TableGrowth;
import dev.gramme.kv.PartitionId;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server tells the leader all the time.
 *
 * @param server its id
 * @param address where others reach it
 * @param known the version of the catalog it acts on; 0 for one that is about to begin
 * @param settled the version that everything under way in it acts on, at least
 * @param leaves whether it stops
 * @param report what happened in it
 */
public record Poll(long server, String address, long known, long settled, boolean leaves, Report report) {
    /** As bytes. */
    public byte[] encode() {
        return Fields.encode(out -> {
            out.writeLong(server);
            out.writeUTF(address);
            out.writeLong(known);
            out.writeLong(settled);
            out.writeBoolean(leaves);
            out.writeLong(report.number());
            out.writeInt(report.growths().size());
            for (TableGrowth growth : report.growths()) {
                out.writeUTF(growth.tableId());
                out.writeInt(growth.indexId());
                out.writeLong(growth.items());
                out.writeLong(growth.bytes());
            }
            out.writeInt(report.uses().size());
            for (LastUse use : report.uses()) {
                out.writeUTF(use.id());
                out.writeLong(use.atMillis());
                out.writeUTF(use.service());
                out.writeUTF(use.region());
            }
            out.writeInt(report.loads().size());
            for (PartitionLoad load : report.loads()) {
                out.writeUTF(load.tableId());
                out.writeLong(load.partition().number());
                out.writeLong(load.lower());
                out.writeLong(load.upper());
            }
        });
    }

    /**
     * From bytes.
     *
     * @throws IOException where they are none of this format
     */
    public static Poll decode(byte[] bytes) throws IOException {
        DataInputStream in = Fields.of(bytes);
        long server = in.readLong();
        String address = in.readUTF();
        long known = in.readLong();
        long settled = in.readLong();
        boolean leaves = in.readBoolean();
        long number = in.readLong();
        List<TableGrowth> growths = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            growths.add(new TableGrowth(in.readUTF(), in.readInt(), in.readLong(), in.readLong()));
        }
        List<LastUse> uses = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            uses.add(new LastUse(in.readUTF(), in.readLong(), in.readUTF(), in.readUTF()));
        }
        List<PartitionLoad> loads = new ArrayList<>();
        // servers of the first version tell none
        for (int left = in.available() == 0 ? 0 : in.readInt(); left > 0; left--) {
            loads.add(new PartitionLoad(in.readUTF(), new PartitionId(in.readLong()), in.readLong(), in.readLong()));
        }
        return new Poll(server, address, known, settled, leaves, new Report(number, growths, uses, loads));
    }
}
