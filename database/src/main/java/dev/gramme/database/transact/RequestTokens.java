package dev.gramme.database.transact;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.store.Companion;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Client request tokens: for ten minutes after a transaction is done, a request with its token is not done again. The
 * token is kept in the very transaction it stands for, in the stretch of ten minutes it was done in; looking it up
 * means looking in the current stretch and the one before.
 */
public final class RequestTokens implements Worker {
    private static final long PERIOD_MILLIS = 10 * 60 * 1000;

    private final KvEngine engine;
    private final Environment environment;
    private final AtomicLong trimmedBefore = new AtomicLong();

    public RequestTokens(KvEngine engine, Environment environment) {
        this.engine = engine;
        this.environment = environment;
    }

    private long period() {
        return environment.clockMillis() / PERIOD_MILLIS;
    }

    /**
     * Keeps a transaction from being done twice.
     *
     * @param request gives what was asked, byte for byte the same where the same was asked
     */
    public Companion guard(Call call, @Nullable String token, Supplier<byte[]> request) {
        if (token == null) {
            return Companion.NONE;
        }
        byte[] place = digest((call.accountId() + "/" + call.region() + "/" + token).getBytes(StandardCharsets.UTF_8));
        byte[] asked = digest(request.get());
        PartitionId partition = partition(place);
        return transaction -> begin(transaction, partition, place, asked);
    }

    private List<PartitionId> partitions() {
        return engine.limits().waitsOnNetwork() ? SystemRows.tokenPartitions() : List.of(SystemRows.SYSTEM);
    }

    private PartitionId partition(byte[] place) {
        List<PartitionId> all = partitions();
        return all.get(Math.floorMod(place[0], all.size()));
    }

    private boolean begin(KvTransaction transaction, PartitionId partition, byte[] place, byte[] asked) {
        long now = environment.clockMillis();
        long period = period();
        try {
            Bytes earlier = transaction.getForUpdate(SystemRows.requestToken(partition, period - 1, place));
            Key current = SystemRows.requestToken(partition, period, place);
            Bytes stored = transaction.getForUpdate(current);
            if (isKnown(stored, asked, now) || isKnown(earlier, asked, now)) {
                return false;
            }
            byte[] value = ByteBuffer.allocate(8 + asked.length)
                    .putLong(now)
                    .put(asked)
                    .array();
            transaction.put(current, Bytes.of(value));
            return true;
        } catch (KvException.Conflict e) {
            throw new DynamoException(
                    ErrorCode.TRANSACTION_IN_PROGRESS,
                    "The transaction with the given request token is in progress",
                    e);
        }
    }

    private static boolean isKnown(@Nullable Bytes stored, byte[] asked, long now) {
        if (stored == null) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(stored.array());
        if (fields.getLong() + PERIOD_MILLIS <= now) {
            return false;
        }
        byte[] before = new byte[fields.remaining()];
        fields.get(before);
        if (!Arrays.equals(before, asked)) {
            throw new DynamoException(
                    ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
                    "Idempotent parameter mismatch: the request token was used with another request");
        }
        return true;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }

    @Override
    public String name() {
        return "request-tokens";
    }

    @Override
    public boolean hasWork() {
        return trimmedBefore.get() < period() - 1;
    }

    @Override
    public void runSlice(Lease lease) {
        long before = period() - 1;
        for (PartitionId partition : partitions()) {
            try (KvTransaction transaction = engine.begin(partition)) {
                transaction.deleteRange(partition, SystemRows.requestTokensBefore(before));
                transaction.commit();
            }
        }
        trimmedBefore.set(before);
    }
}
