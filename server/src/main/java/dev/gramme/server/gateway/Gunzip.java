package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Decompresses request bodies, with a bound on what comes out. */
final class Gunzip {
    private Gunzip() {}

    static byte[] inflate(byte[] compressed, int limitBytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] inflated = gzip.readNBytes(limitBytes + 1);
            if (inflated.length > limitBytes) {
                throw new DynamoException(
                        ErrorCode.SERIALIZATION, "The request body is larger than " + limitBytes + " bytes");
            }
            return inflated;
        } catch (IOException e) {
            throw new DynamoException(ErrorCode.SERIALIZATION, "The request body is not valid gzip");
        }
    }
}
