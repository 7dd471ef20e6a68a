package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into {@link HttpRequest}s. Strict where leniency lets requests be smuggled: one length, told once, by one
 * header; no folded headers; no white space before a colon.
 */
final class RequestDecoder extends ByteToMessageDecoder {
    private final HttpLimits limits;
    private final Peer peer;
    private final ArrivingBody body;
    private @Nullable RequestHead head;
    private @Nullable RequestHead lastHead;
    private @Nullable ChunkedBody chunks;
    private boolean refused;

    RequestDecoder(HttpLimits limits, BodyRoom room, Peer peer) {
        this.limits = limits;
        this.peer = peer;
        this.body = new ArrivingBody(room);
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
            body.drop();
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
        HttpRequest request = current.toRequest(body.take(), peer);
        head = null;
        chunks = null;
        return request;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        body.drop();
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
            body.expect(begun.contentLength());
        }
        if (begun.expectsContinue()) {
            byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            context.writeAndFlush(context.alloc().buffer(goOn.length).writeBytes(goOn));
        }
    }

    private boolean takeFixed(ByteBuf in, int contentLength) throws HttpFaultException {
        body.append(in, Math.min(in.readableBytes(), contentLength - body.length()), contentLength);
        return body.length() == contentLength;
    }

    private boolean takeChunks(ByteBuf in, ChunkedBody chunked) throws HttpFaultException {
        while (chunked.step(in)) {
            int ready = chunked.readable(in);
            if (body.length() + ready > limits.bodyBytes()) {
                throw new HttpFaultException(HttpFault.TOO_LARGE);
            }
            body.append(in, ready, limits.bodyBytes());
            chunked.taken(ready);
        }
        return chunked.isDone();
    }
}
