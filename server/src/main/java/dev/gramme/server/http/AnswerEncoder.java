package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Puts an answer into the bytes of an HTTP response; head and body in one buffer. */
final class AnswerEncoder {
    /** Answers shorter than this are not worth compressing. */
    private static final int GZIP_FROM_BYTES = 1024;

    private static final int HEAD_ROOM = 320;
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\ncontent-type: ");
    private static final byte[] REQUEST_ID = ascii("\r\nx-amzn-requestid: ");
    private static final byte[] ERROR_TYPE = ascii("\r\nx-amzn-errortype: ");
    private static final byte[] CRC = ascii("\r\nx-amz-crc32: ");
    private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
    private static final byte[] GZIP = ascii("\r\ncontent-encoding: gzip");
    private static final byte[] CLOSE = ascii("\r\nconnection: close");
    private static final byte[] END = ascii("\r\n\r\n");

    private AnswerEncoder() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static ByteBuf encode(ByteBufAllocator allocator, HttpAnswer answer, boolean gzip, boolean keepAlive) {
        byte[] body = answer.body();
        int length = answer.length();
        boolean compressed = gzip && length >= GZIP_FROM_BYTES;
        if (compressed) {
            body = compress(body, length);
            length = body.length;
        }
        // DynamoDB's clients check the sum of the bytes as sent, before they decompress.
        CRC32 crc = new CRC32();
        crc.update(body, 0, length);
        ByteBuf out = allocator.buffer(HEAD_ROOM + length);
        statusAndType(out, answer);
        out.writeBytes(REQUEST_ID);
        out.writeCharSequence(answer.requestId(), StandardCharsets.US_ASCII);
        String errorType = answer.errorType();
        if (errorType != null) {
            out.writeBytes(ERROR_TYPE);
            out.writeCharSequence(errorType, StandardCharsets.US_ASCII);
        }
        out.writeBytes(CRC);
        number(out, crc.getValue());
        if (compressed) {
            out.writeBytes(GZIP);
        }
        out.writeBytes(LENGTH);
        number(out, length);
        if (!keepAlive) {
            out.writeBytes(CLOSE);
        }
        out.writeBytes(END);
        out.writeBytes(body, 0, length);
        return out;
    }

    private static void statusAndType(ByteBuf out, HttpAnswer answer) {
        if (answer.status() == 200) {
            out.writeBytes(OK);
        } else {
            out.writeCharSequence(
                    "HTTP/1.1 " + answer.status() + " " + reason(answer.status()) + "\r\ncontent-type: ",
                    StandardCharsets.US_ASCII);
        }
        out.writeCharSequence(answer.contentType(), StandardCharsets.US_ASCII);
    }

    private static String reason(int status) {
        for (HttpFault fault : HttpFault.values()) {
            if (fault.status() == status) {
                return fault.reason();
            }
        }
        return switch (status) {
            case 202 -> "Accepted";
            case 404 -> "Not Found";
            case 500 -> "Internal Server Error";
            default -> "Error";
        };
    }

    private static void number(ByteBuf out, long value) {
        out.writeCharSequence(Long.toString(value), StandardCharsets.US_ASCII);
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
