package dev.gramme.database.table;

import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.Rewrap;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.Environment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;

/** The data key of the catalog itself: made when a data directory is first opened, wrapped by the key service. */
final class SystemKeys {
    private static final String CONTEXT = "system";
    private static final long RETRY_MILLIS = 10;

    private SystemKeys() {}

    static void rewrap(KvTransaction transaction, Rewrap rewrap) {
        Bytes wrapped = transaction.getForUpdate(SystemRows.systemKey());
        if (wrapped == null) {
            throw new KvException.Unavailable("There is no data yet whose root key could be changed.", null);
        }
        transaction.put(SystemRows.systemKey(), Bytes.of(rewrap.of(wrapped.array(), CONTEXT)));
    }

    static TableKeys open(KvEngine engine, Environment environment, KeyService keyService) {
        while (true) {
            try {
                return openOnce(engine, environment, keyService);
            } catch (KvException.Conflict e) {
                // another server makes it at the same time, and does so once
                environment.sleepMillis(RETRY_MILLIS);
            }
        }
    }

    private static TableKeys openOnce(KvEngine engine, Environment environment, KeyService keyService) {
        // by a read alone where it is there: a transaction would be in the way of the server that leads
        Bytes known = engine.get(SystemRows.systemKey(), ReadMode.STRONG);
        try {
            return known == null
                    ? make(engine, environment, keyService)
                    : new TableKeys(keyService.unwrap(known.array(), CONTEXT), environment);
        } catch (SealBrokenException e) {
            throw new KvException.Unavailable("The root key is not the one this data was written under.", e);
        }
    }

    private static TableKeys make(KvEngine engine, Environment environment, KeyService keyService) {
        try (KvTransaction transaction = engine.begin()) {
            Bytes wrapped = transaction.getForUpdate(SystemRows.systemKey());
            if (wrapped == null) {
                byte[] dataKey = new byte[TableKeys.DATA_KEY_BYTES];
                environment.random(dataKey);
                transaction.put(SystemRows.systemKey(), Bytes.of(keyService.wrap(dataKey, CONTEXT)));
                transaction.commit();
                return new TableKeys(dataKey, environment);
            }
            return new TableKeys(keyService.unwrap(wrapped.array(), CONTEXT), environment);
        }
    }
}
