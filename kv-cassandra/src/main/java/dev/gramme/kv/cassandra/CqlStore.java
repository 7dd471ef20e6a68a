package dev.gramme.kv.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The statements sent to Cassandra, and what their failures mean. */
final class CqlStore implements Store {
    private final CqlSession session;
    private final PreparedStatement get;
    private final PreparedStatement getMany;
    private final PreparedStatement forward;
    private final PreparedStatement reverse;
    private final PreparedStatement readStamp;
    private final PreparedStatement moveStamp;
    private final PreparedStatement put;
    private final PreparedStatement stand;
    private final PreparedStatement putForAWhile;
    private final PreparedStatement mark;
    private final PreparedStatement unmark;
    private final PreparedStatement unput;
    private final PreparedStatement delete;
    private final PreparedStatement deleteRange;

    /** How long the rows of groups are kept, for whoever is not sure; far longer than anybody asks. */
    private static final int GROUP_SECONDS = 86_400;

    /** @param session on the keyspace where the table is */
    CqlStore(CqlSession session) {
        this.session = session;
        this.get = session.prepare("SELECT v, i FROM rows WHERE p = ? AND r = ?");
        this.getMany = session.prepare("SELECT r, v, i FROM rows WHERE p = ? AND r IN ?");
        String range = "SELECT r, v, i FROM rows WHERE p = ? AND r >= ? AND r < ?";
        this.forward = session.prepare(range + " LIMIT ?");
        this.reverse = session.prepare(range + " ORDER BY r DESC LIMIT ?");
        this.readStamp = session.prepare("SELECT DISTINCT stamp, tok FROM rows WHERE p = ?");
        this.moveStamp = session.prepare("UPDATE rows SET stamp = ?, tok = ? WHERE p = ? IF stamp = ?");
        this.put = session.prepare("UPDATE rows SET v = ? WHERE p = ? AND r = ?");
        this.stand = session.prepare("INSERT INTO rows (p, r) VALUES (?, ?)");
        this.putForAWhile =
                session.prepare("UPDATE rows USING TTL " + GROUP_SECONDS + " SET v = ? WHERE p = ? AND r = ?");
        this.mark = session.prepare("UPDATE rows SET i = ? WHERE p = ? AND r = ?");
        this.unmark = session.prepare("DELETE i FROM rows WHERE p = ? AND r = ?");
        this.unput = session.prepare("DELETE v FROM rows WHERE p = ? AND r = ?");
        this.delete = session.prepare("DELETE FROM rows WHERE p = ? AND r = ?");
        this.deleteRange = session.prepare("DELETE FROM rows WHERE p = ? AND r >= ? AND r < ?");
    }

    private static ConsistencyLevel level(ReadMode mode) {
        return mode == ReadMode.STRONG ? DefaultConsistencyLevel.QUORUM : DefaultConsistencyLevel.LOCAL_ONE;
    }

    private BoundStatement read(PreparedStatement statement, ReadMode mode, Object... values) {
        return statement.bind(values).setConsistencyLevel(level(mode)).setIdempotent(true);
    }

    @Override
    public @Nullable Found find(PartitionId partition, Bytes row, ReadMode mode) {
        Row found = execute(read(get, mode, partition.number(), Rows.user(row))).one();
        return found == null ? null : new Found(row, bytes(found.getByteBuffer(0)), intent(found.getByteBuffer(1)));
    }

    @Override
    public List<Found> findMany(PartitionId partition, List<Bytes> rows, ReadMode mode) {
        return found(execute(readMany(partition, rows, mode)));
    }

    private BoundStatement readMany(PartitionId partition, List<Bytes> rows, ReadMode mode) {
        List<ByteBuffer> names = new ArrayList<>(rows.size());
        rows.forEach(row -> names.add(Rows.user(row)));
        return read(getMany, mode, partition.number(), names).setPageSize(rows.size());
    }

    @Override
    public CompletionStage<List<Found>> findSoon(PartitionId partition, List<Bytes> rows) {
        try {
            return session.executeAsync(readMany(partition, rows, ReadMode.STRONG))
                    // all of them are on the first page
                    .thenApply(result -> found(result.currentPage()))
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failed(cause(failure))));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(new KvException.Unavailable("The engine is closed", e));
        }
    }

    @Override
    public List<Found> page(
            PartitionId partition, ByteBuffer from, ByteBuffer to, boolean backwards, int limit, ReadMode mode) {
        return found(rawPage(partition, from, to, backwards, limit, mode));
    }

    private static List<Found> found(Iterable<Row> rows) {
        List<Found> found = new ArrayList<>();
        rows.forEach(row -> found.add(
                new Found(Rows.userRow(name(row)), bytes(row.getByteBuffer(1)), intent(row.getByteBuffer(2)))));
        return found;
    }

    private ResultSet rawPage(
            PartitionId partition, ByteBuffer from, ByteBuffer to, boolean backwards, int limit, ReadMode mode) {
        return execute(read(backwards ? reverse : forward, mode, partition.number(), from, to, limit)
                .setPageSize(limit));
    }

    @Override
    public byte @Nullable [] own(PartitionId partition, Rows.Kind kind, byte[] id, Sight sight) {
        BoundStatement statement = get.bind(partition.number(), Rows.own(kind, id))
                .setConsistencyLevel(level(sight))
                .setIdempotent(true);
        Row found = execute(statement).one();
        ByteBuffer value = found == null ? null : found.getByteBuffer(0);
        return value == null ? null : Rows.bytes(value);
    }

    @Override
    public List<Own> allOwn(PartitionId partition, Rows.Kind kind, int limit) {
        List<Own> all = new ArrayList<>();
        for (Row row : rawPage(partition, Rows.firstOwn(kind), Rows.behindOwn(kind), false, limit, ReadMode.STRONG)) {
            ByteBuffer value = row.getByteBuffer(1);
            if (value != null) {
                all.add(new Own(Bytes.of(Rows.ownId(name(row))), Bytes.of(Rows.bytes(value))));
            }
        }
        return all;
    }

    @Override
    public Version version(PartitionId partition, Sight sight) {
        Row row = execute(readStamp
                        .bind(partition.number())
                        .setConsistencyLevel(level(sight))
                        .setIdempotent(true))
                .one();
        return row == null || row.isNull(0) ? Version.NONE : new Version(row.getLong(0), row.getLong(1));
    }

    private static ConsistencyLevel level(Sight sight) {
        return sight == Sight.SERIAL ? DefaultConsistencyLevel.SERIAL : DefaultConsistencyLevel.QUORUM;
    }

    @Override
    public Outcome send(Batch batch) {
        long p = batch.partition().number();
        Version from = batch.from();
        Version to = batch.to();
        BoundStatement move = moveStamp.bind(to.stamp(), to.token(), p, from.stamp());
        BatchStatementBuilder statements = BatchStatement.builder(DefaultBatchType.UNLOGGED)
                // the first commit expects no stamp at all
                .addStatement(from.equals(Version.NONE) ? move.setToNull(3) : move)
                .setConsistencyLevel(DefaultConsistencyLevel.QUORUM)
                .setSerialConsistencyLevel(DefaultConsistencyLevel.SERIAL);
        batch.changes().forEach(change -> statements.addStatement(statement(p, change)));
        try {
            return session.execute(statements.build()).wasApplied() ? Outcome.APPLIED : Outcome.REFUSED;
        } catch (UnavailableException | QueryValidationException e) {
            throw new KvException.Unavailable("Cassandra refused a write: " + e.getMessage(), e);
        } catch (DriverException e) {
            return Outcome.UNKNOWN;
        }
    }

    private BoundStatement statement(long p, Batch.Change change) {
        return switch (change) {
            case Batch.Put(var name, var value, var forAWhile) ->
                (forAWhile ? putForAWhile : put).bind(ByteBuffer.wrap(value.array()), p, name);
            case Batch.Stand(var name) -> stand.bind(p, name);
            case Batch.Mark(var name, var intent) -> mark.bind(ByteBuffer.wrap(intent.encode()), p, name);
            case Batch.Unmark(var name) -> unmark.bind(p, name);
            case Batch.Unput(var name) -> unput.bind(p, name);
            case Batch.Delete(var name) -> delete.bind(p, name);
            case Batch.DeleteRange(var from, var to) -> deleteRange.bind(p, from, to);
        };
    }

    private ResultSet execute(BoundStatement statement) {
        try {
            return session.execute(statement);
        } catch (DriverException e) {
            throw failed(e);
        } catch (IllegalStateException e) {
            throw new KvException.Unavailable("The engine is closed", e);
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    /** What a failed read means. */
    private static KvException failed(Throwable e) {
        String why = e instanceof AllNodesFailedException ? "no node answered" : String.valueOf(e.getMessage());
        return new KvException.Unavailable("Cassandra cannot answer now: " + why, e);
    }

    private static ByteBuffer name(Row row) {
        return Objects.requireNonNull(row.getByteBuffer(0));
    }

    private static @Nullable Bytes bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : Bytes.of(Rows.bytes(buffer));
    }

    private static @Nullable TransactionId intent(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : TransactionId.decode(Rows.bytes(buffer));
    }

    @Override
    public void close() {
        session.close();
    }
}
