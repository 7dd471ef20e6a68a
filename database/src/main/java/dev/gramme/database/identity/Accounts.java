package dev.gramme.database.identity;

import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.Keyspace;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All accounts, kept in memory and, sealed, in the catalog. A change is made in one transaction, together with the
 * account's revision, and can be seen once it is durable. Thread-safe.
 */
public final class Accounts {
    private final KvEngine engine;
    private final SystemRecords records;
    private final Environment environment;
    private final Map<String, AccountState> states = new ConcurrentHashMap<>();
    private final Map<String, String> accountOfKey = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    public Accounts(KvEngine engine, SystemRecords records, Environment environment) {
        this.engine = engine;
        this.records = records;
        this.environment = environment;
        load().forEach(this::publish);
    }

    private Map<String, AccountState> load() {
        AccountLoading loading = new AccountLoading();
        records.all(Keyspace.ACCOUNT).forEach(loading::account);
        records.all(Keyspace.ACCESS_KEY).forEach(loading::accessKey);
        records.all(Keyspace.IDENTITY).forEach(loading::identity);
        records.all(Keyspace.MANAGED_POLICY).forEach(loading::policy);
        records.all(Keyspace.OIDC_PROVIDER).forEach(loading::provider);
        return loading.states();
    }

    /** Takes over what another server changed. */
    public void refresh() {
        load().forEach(this::publish);
    }

    /** The ids of the accounts there are, in their order. */
    public List<String> ids() {
        return List.copyOf(new TreeSet<>(states.keySet()));
    }

    /** An account as it is now; one that nobody opened has nothing. */
    public AccountState state(String accountId) {
        AccountState state = states.get(accountId);
        return state == null ? AccountState.empty(accountId) : state;
    }

    /** The account a lasting access key belongs to; null where there is no such key. */
    public @Nullable String accountOfKey(String accessKeyId) {
        return accountOfKey.get(accessKeyId);
    }

    /**
     * Changes an account.
     *
     * @param change is told what there is and says what there shall be; what it throws leaves everything as it was
     * @return what the change returned
     */
    public <R> R change(String accountId, Function<AccountChange, R> change) {
        Lock lock = locks.computeIfAbsent(accountId, id -> new ReentrantLock());
        lock.lock();
        try {
            AccountChange draft = new AccountChange(state(accountId), environment);
            R result = change.apply(draft);
            Map<Key, byte[]> writes = draft.finish();
            if (!writes.isEmpty()) {
                commit(accountId, writes);
                publish(accountId, draft.state());
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private void commit(String accountId, Map<Key, byte[]> writes) {
        Key row = SystemRows.account(accountId);
        try (KvTransaction transaction = engine.begin()) {
            Bytes stored = transaction.getForUpdate(row);
            long revision = stored == null
                    ? 0
                    : AccountCodecs.account(records.open(row.row(), stored)).revision();
            if (revision != state(accountId).record().revision()) {
                throw new KvException.Conflict("The account was changed by another process");
            }
            writes.forEach((key, record) -> {
                if (AccountChange.isGone(record)) {
                    transaction.delete(key);
                } else {
                    transaction.put(key, records.seal(key, record));
                }
            });
            transaction.commit();
        } catch (KvException.Conflict | KvException.Uncertain e) {
            // what was written, by whomever, counts
            publish(accountId, load().getOrDefault(accountId, AccountState.empty(accountId)));
            throw e;
        }
    }

    private void publish(String accountId, AccountState state) {
        AccountState former = states.put(accountId, state);
        if (former != null) {
            for (AccessKey key : former.keys()) {
                if (state.key(key.id()) == null) {
                    accountOfKey.remove(key.id());
                }
            }
        }
        state.keys().forEach(key -> accountOfKey.put(key.id(), accountId));
    }
}
