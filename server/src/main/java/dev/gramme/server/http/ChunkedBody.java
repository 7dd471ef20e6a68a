package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Where a chunked body stands: before a chunk's size line, inside a chunk, behind one, or in the trailers. */
final class ChunkedBody {
    private static final int LONGEST_LINE = 1024;
    private static final int MOST_TRAILERS = 32;

    private enum Place {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        DONE
    }

    private Place place = Place.SIZE;
    private int left;
    private int trailers;

    boolean isDone() {
        return place == Place.DONE;
    }

    /** Goes on until there is data to take (true), or more bytes are needed or the body is done (false). */
    boolean step(ByteBuf in) throws HttpFaultException {
        while (place != Place.DONE) {
            if (place == Place.DATA) {
                if (left > 0) {
                    return in.isReadable();
                }
                place = Place.DATA_END;
            }
            String line = takeLine(in);
            if (line == null) {
                return false;
            }
            switch (place) {
                case SIZE -> beginChunk(line);
                case DATA_END -> {
                    require(line.isEmpty());
                    place = Place.SIZE;
                }
                default -> {
                    require(++trailers <= MOST_TRAILERS);
                    if (line.isEmpty()) {
                        place = Place.DONE;
                    }
                }
            }
        }
        return false;
    }

    private void beginChunk(String line) throws HttpFaultException {
        int semicolon = line.indexOf(';');
        String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        require(!size.isEmpty() && size.length() <= 7);
        int bytes = 0;
        for (int at = 0; at < size.length(); at++) {
            int digit = Character.digit(size.charAt(at), 16);
            require(digit >= 0);
            bytes = bytes << 4 | digit;
        }
        left = bytes;
        place = bytes == 0 ? Place.TRAILERS : Place.DATA;
    }

    int readable(ByteBuf in) {
        return Math.min(left, in.readableBytes());
    }

    void taken(int count) {
        left -= count;
    }

    private static @org.jspecify.annotations.Nullable String takeLine(ByteBuf in) throws HttpFaultException {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        if (end < 0) {
            require(in.readableBytes() <= LONGEST_LINE);
            return null;
        }
        int length = end - in.readerIndex();
        require(length <= LONGEST_LINE);
        String line = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
        in.readerIndex(end + 1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private static void require(boolean wellFormed) throws HttpFaultException {
        if (!wellFormed) {
            throw new HttpFaultException(HttpFault.BAD_REQUEST);
        }
    }
}
