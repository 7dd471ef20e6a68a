package dev.gramme.database.kms;

import dev.gramme.database.env.Environment;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/** The ids of KMS. */
final class Ids {
    private static final int MATERIAL_BYTES = 32;

    private Ids() {}

    /** Of a key: a UUID. */
    static String key(Environment environment) {
        byte[] random = new byte[16];
        environment.random(random);
        ByteBuffer bits = ByteBuffer.wrap(random);
        long version = (bits.getLong() & ~0xf000L) | 0x4000L;
        long variant = (bits.getLong() & (Long.MAX_VALUE >>> 1)) | Long.MIN_VALUE;
        return new UUID(version, variant).toString();
    }

    /** Of key material, or of a grant: 64 hexadecimal digits. */
    static String digits(Environment environment) {
        byte[] random = new byte[MATERIAL_BYTES];
        environment.random(random);
        return HexFormat.of().formatHex(random);
    }
}
