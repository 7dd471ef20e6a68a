package dev.gramme.database.stream;

import dev.gramme.database.crypto.TableKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream ready to be read. */
public record OpenStream(Stream stream, TableKeys keys) {
    @Nullable
    Shard findShard(String id) {
        for (Shard shard : stream.shards()) {
            if (shard.id().equals(id)) {
                return shard;
            }
        }
        return null;
    }

    /** The shards that can be read. */
    public List<String> shardIds() {
        return stream.shards().stream().map(Shard::id).toList();
    }
}
