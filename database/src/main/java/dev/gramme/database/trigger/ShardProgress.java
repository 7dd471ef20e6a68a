package dev.gramme.database.trigger;

/** How far the lanes of a mapping have come in a shard; they tell of it at the same time. */
final class ShardProgress {
    private final Mappings mappings;
    private final String uuid;
    private final String shardId;
    private Progress progress;

    ShardProgress(Mappings mappings, String uuid, String shardId, Progress progress) {
        this.mappings = mappings;
        this.uuid = uuid;
        this.shardId = shardId;
        this.progress = progress;
    }

    String shardId() {
        return shardId;
    }

    /** A lane has come so far; on disk when this returns. */
    synchronized void reach(int lane, Progress.Reached reached) {
        progress = progress.with(lane, reached);
        mappings.save(uuid, shardId, progress);
    }
}
