package dev.gramme.database.testing;

import dev.gramme.database.ClusterDatabase;
import dev.gramme.database.Settings;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.kv.ForwardingEngine;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeers;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Servers of one cluster in this process, on one engine; each can die, or be cut off from the others. */
public final class LocalServers implements AutoCloseable {
    private final KvEngine engine = TestEngines.open(System::currentTimeMillis);
    private final Settings settings;
    private final Map<String, One> byAddress = new ConcurrentHashMap<>();
    private final List<One> all = new ArrayList<>();

    public LocalServers() {
        this(Settings.DEFAULT);
    }

    public LocalServers(Settings settings) {
        this.settings = settings;
    }

    /** One of them. */
    public final class One {
        public final JumpingEnvironment environment = new JumpingEnvironment();
        private final String address;
        private volatile boolean dead;
        private volatile boolean cutOff;
        private final ClusterDatabase cluster;

        private One(String address) {
            this.address = address;
            byte[] rootKey = new byte[RootKeyService.ROOT_KEY_BYTES];
            this.cluster = new ClusterDatabase(
                    new Mortal(),
                    environment,
                    new RootKeyService(rootKey, environment),
                    settings,
                    address,
                    this::send,
                    request -> request);
        }

        private byte[] send(String to, byte[] message, long timeoutMillis) {
            One other = byAddress.get(to);
            if (other == null || other.dead || dead || other.cutOff || cutOff) {
                throw new KvException.Unavailable("Cut off", null);
            }
            return other.cluster.answer(message);
        }

        public ClusterDatabase cluster() {
            return cluster;
        }

        /** Calls of items, or of anything where it leads. */
        public Client client() {
            return new Client(cluster.database());
        }

        /** Nothing it does reaches anybody from now on. */
        public void kill() {
            dead = true;
        }

        /** It reaches the store, but no other server, and none of them reaches it. */
        public void cutOff(boolean now) {
            cutOff = now;
        }

        /** The shared engine, which is gone for a server that is dead. */
        private final class Mortal extends ForwardingEngine {
            Mortal() {
                super(engine);
            }

            private void require() {
                if (dead) {
                    throw new KvException.Unavailable("Dead", null);
                }
            }

            @Override
            protected void beforeRead() {
                require();
            }

            @Override
            public KvTransaction begin() {
                require();
                return super.begin();
            }

            @Override
            public KvTransaction begin(PartitionId home) {
                require();
                return super.begin(home);
            }

            @Override
            public void join(KvPeers peers) {
                // one engine knows of no other processes
            }

            @Override
            public void close() {
                // the others use it on
            }
        }
    }

    /** Starts one more; it answers when this returns. */
    public One start() {
        One one = new One("server-" + all.size());
        byAddress.put(one.address, one);
        all.add(one);
        one.cluster.awaitReady(() -> {});
        return one;
    }

    @Override
    public void close() {
        for (One one : all.reversed()) {
            one.cluster.close();
        }
        engine.close();
    }
}
