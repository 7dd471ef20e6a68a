package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Puts an answer into the bytes of an HTTP response; head and body in one buffer. */
final class AnswerEncoder {
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
        AnswerBody body = AnswerBody.of(answer, gzip);
        ByteBuf out = allocator.buffer(HEAD_ROOM + body.length());
        statusAndType(out, answer);
        out.writeBytes(REQUEST_ID);
        out.writeCharSequence(answer.requestId(), StandardCharsets.US_ASCII);
        String errorType = answer.errorType();
        if (errorType != null) {
            out.writeBytes(ERROR_TYPE);
            out.writeCharSequence(errorType, StandardCharsets.US_ASCII);
        }
        out.writeBytes(CRC);
        number(out, body.crc32());
        if (body.compressed()) {
            out.writeBytes(GZIP);
        }
        out.writeBytes(LENGTH);
        number(out, body.length());
        if (!keepAlive) {
            out.writeBytes(CLOSE);
        }
        out.writeBytes(END);
        out.writeBytes(body.bytes(), 0, body.length());
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
            case 415 -> "Unsupported Media Type";
            case 500 -> "Internal Server Error";
            default -> "Error";
        };
    }

    private static void number(ByteBuf out, long value) {
        out.writeCharSequence(Long.toString(value), StandardCharsets.US_ASCII);
    }
}
