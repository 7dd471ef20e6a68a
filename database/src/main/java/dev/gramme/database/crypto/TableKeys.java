package dev.gramme.database.crypto;

import dev.gramme.database.env.Environment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one table, all derived from its data key: for values, and for the keys of the table and its indexes. They
 * can be locked, which forgets them; then each use is refused until they are opened again.
 */
public final class TableKeys {
    public static final int DATA_KEY_BYTES = 32;

    private volatile State state;

    private sealed interface State {}

    private record Locked(String why) implements State {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Open(
            byte[] dataKey, ValueSeal values, KeyCiphers own, SortKeyCipher expiries, Map<Integer, KeyCiphers> indexes)
            implements State {}

    /** Derives the keys from a data key of 32 bytes. */
    public TableKeys(byte[] dataKey, Environment environment) {
        this.state = derived(dataKey, environment);
    }

    private TableKeys(State state) {
        this.state = state;
    }

    /** Keys that are not there for now. */
    public static TableKeys locked(String why) {
        return new TableKeys(new Locked(why));
    }

    /** Forgets the keys; what is under way is refused at its next use of them. */
    public void lock(String why) {
        state = new Locked(why);
    }

    /** Has the keys again. */
    public void open(byte[] dataKey, Environment environment) {
        state = derived(dataKey, environment);
    }

    public boolean isLocked() {
        return state instanceof Locked;
    }

    private static Open derived(byte[] dataKey, Environment environment) {
        byte[] copy = dataKey.clone();
        return new Open(
                copy,
                new ValueSeal(derive(copy, "gramme value 1"), environment::random, environment.clockMillis()),
                ciphers(copy, ""),
                new SortKeyCipher(derive(copy, "gramme expiry 1")),
                new ConcurrentHashMap<>());
    }

    private static KeyCiphers ciphers(byte[] dataKey, String place) {
        return new KeyCiphers(
                new PartitionTokens(derive(dataKey, "gramme partition key 1" + place)),
                new SortKeyCipher(derive(dataKey, "gramme sort key 1" + place)));
    }

    private static byte[] derive(byte[] dataKey, String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(dataKey, "HmacSHA256"));
            return mac.doFinal(use.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HMAC-SHA-256", e);
        }
    }

    private Open opened() {
        return switch (state) {
            case Open open -> open;
            case Locked(String why) -> throw new KeyInaccessibleException(why);
        };
    }

    /**
     * For values.
     *
     * @throws KeyInaccessibleException where they are locked; so do all others
     */
    public ValueSeal values() {
        return opened().values();
    }

    /** For the table's own keys. */
    public KeyCiphers own() {
        return opened().own();
    }

    /** For the times at which items expire. */
    public SortKeyCipher expiries() {
        return opened().expiries();
    }

    /** For the keys of an index, under which equal values look different from those of the table and other indexes. */
    public KeyCiphers ofIndex(int indexId) {
        Open open = opened();
        return open.indexes().computeIfAbsent(indexId, id -> ciphers(open.dataKey(), " index " + id));
    }
}
