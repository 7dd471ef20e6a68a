package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into {@link HttpRequest}s. Strict where leniency lets requests be smuggled: one length, told once, by one
 * header; no folded headers; no white space before a colon. A body's room grows with the bytes that arrive, not with
 * what was announced, and is taken from what all connections share; whoever answers a request gives it back.
 */
final class RequestDecoder extends ByteToMessageDecoder {
    private static final int FIRST_BODY_ROOM = 64 * 1024;

    private static final byte[] NO_BODY = new byte[0];

    private final HttpLimits limits;
    private final BodyRoom room;
    private @Nullable RequestHead head;
    private @Nullable RequestHead lastHead;
    private Peer peer = Peer.NONE;
    private byte[] body = NO_BODY;
    private int bodyLength;
    private @Nullable ChunkedBody chunks;
    private boolean refused;

    RequestDecoder(HttpLimits limits, BodyRoom room) {
        this.limits = limits;
        this.room = room;
    }

    /** Whether a request has begun to arrive but is not whole. */
    boolean isInsideRequest() {
        return head != null || actualReadableBytes() > 0;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            HttpRequest request = next(context, in);
            if (request != null) {
                out.add(request);
            }
        } catch (HttpFaultException e) {
            refused = true;
            dropBody();
            in.skipBytes(in.readableBytes());
            out.add(HttpRequest.refused(e.fault()));
        }
    }

    private @Nullable HttpRequest next(ChannelHandlerContext context, ByteBuf in) throws HttpFaultException {
        RequestHead current = head;
        if (current == null) {
            current = takeHead(in);
            if (current == null) {
                return null;
            }
            begin(context, current);
        }
        boolean whole = chunks != null ? takeChunks(in, chunks) : takeFixed(in, current.contentLength());
        if (!whole) {
            return null;
        }
        if (bodyLength < body.length) {
            room.release(body.length - bodyLength);
            body = Arrays.copyOf(body, bodyLength);
        }
        HttpRequest request = current.toRequest(body, peer);
        head = null;
        chunks = null;
        body = NO_BODY;
        bodyLength = 0;
        return request;
    }

    /** Tells who sends, as soon as that is known. */
    void from(Peer sender) {
        peer = sender;
    }

    private void dropBody() {
        room.release(body.length);
        body = NO_BODY;
        bodyLength = 0;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        dropBody();
    }

    private @Nullable RequestHead takeHead(ByteBuf in) throws HttpFaultException {
        // Empty lines before a request are passed over, as RFC 9112 asks.
        while (in.isReadable() && (in.getByte(in.readerIndex()) == '\r' || in.getByte(in.readerIndex()) == '\n')) {
            in.skipBytes(1);
        }
        int end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > limits.headBytes()) {
                throw new HttpFaultException(HttpFault.HEAD_TOO_LARGE);
            }
            return null;
        }
        int length = end - in.readerIndex();
        if (length > limits.headBytes()) {
            throw new HttpFaultException(HttpFault.HEAD_TOO_LARGE);
        }
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        RequestHead parsed = RequestHead.parse(bytes, lastHead);
        lastHead = parsed;
        return parsed;
    }

    /** Index behind the empty line that ends the head; -1 where it has not arrived. */
    private static int endOfHead(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        while (from < to) {
            int lineEnd = in.indexOf(from, to, (byte) '\n');
            if (lineEnd < 0 || lineEnd + 1 >= to) {
                return -1;
            }
            byte next = in.getByte(lineEnd + 1);
            if (next == '\n') {
                return lineEnd + 2;
            }
            if (next == '\r') {
                if (lineEnd + 2 >= to) {
                    return -1;
                }
                if (in.getByte(lineEnd + 2) == '\n') {
                    return lineEnd + 3;
                }
            }
            from = lineEnd + 1;
        }
        return -1;
    }

    private void begin(ChannelHandlerContext context, RequestHead begun) throws HttpFaultException {
        if (begun.contentLength() > limits.bodyBytes()) {
            throw new HttpFaultException(HttpFault.TOO_LARGE);
        }
        head = begun;
        if (begun.chunked()) {
            chunks = new ChunkedBody();
        } else {
            grow(Math.min(begun.contentLength(), FIRST_BODY_ROOM));
        }
        if (begun.expectsContinue()) {
            byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            context.writeAndFlush(context.alloc().buffer(goOn.length).writeBytes(goOn));
        }
    }

    private boolean takeFixed(ByteBuf in, int contentLength) throws HttpFaultException {
        append(in, Math.min(in.readableBytes(), contentLength - bodyLength), contentLength);
        return bodyLength == contentLength;
    }

    private boolean takeChunks(ByteBuf in, ChunkedBody chunked) throws HttpFaultException {
        while (chunked.step(in)) {
            int ready = chunked.readable(in);
            if (bodyLength + ready > limits.bodyBytes()) {
                throw new HttpFaultException(HttpFault.TOO_LARGE);
            }
            append(in, ready, limits.bodyBytes());
            chunked.taken(ready);
        }
        return chunked.isDone();
    }

    private void append(ByteBuf in, int count, int atMost) throws HttpFaultException {
        if (body.length - bodyLength < count) {
            grow(Math.min(atMost, Math.max(body.length * 2, bodyLength + count)));
        }
        in.readBytes(body, bodyLength, count);
        bodyLength += count;
    }

    private void grow(int bytes) throws HttpFaultException {
        if (!room.tryHold(bytes - body.length)) {
            throw new HttpFaultException(HttpFault.OVERLOADED);
        }
        body = Arrays.copyOf(body, bytes);
    }
}
