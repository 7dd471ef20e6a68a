package dev.gramme.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An answer's body as it is sent.
 *
 * @param bytes the first {@code length} count
 * @param crc32 the sum of the bytes as sent: DynamoDB's clients check it before they decompress
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
record AnswerBody(byte[] bytes, int length, boolean compressed, long crc32) {
    /** Answers shorter than this are not worth compressing. */
    private static final int GZIP_FROM_BYTES = 1024;

    static AnswerBody of(HttpAnswer answer, boolean gzip) {
        byte[] bytes = answer.body();
        int length = answer.length();
        boolean compressed = gzip && length >= GZIP_FROM_BYTES;
        if (compressed) {
            bytes = compress(bytes, length);
            length = bytes.length;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return new AnswerBody(bytes, length, compressed, crc.getValue());
    }

    private static byte[] compress(byte[] body, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length / 3 + 64);
        try (GZIPOutputStream gzip = new FastGzip(bytes)) {
            gzip.write(body, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
