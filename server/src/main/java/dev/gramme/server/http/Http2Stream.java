package dev.gramme.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A stream of HTTP/2: one request, put together as it arrives, and its answer. */
final class Http2Stream extends ChannelInboundHandlerAdapter {
    /** An answer is written in pieces, so that it is seen how far the client has taken it. */
    private static final int PIECE_BYTES = 64 * 1024;

    private final Http2Connection connection;
    private final HttpLimits limits;
    private final ArrivingBody body;
    private final long startedNanos = System.nanoTime();
    private @Nullable RequestHead head;
    private @Nullable HttpRequest request;
    /** The client sends nothing more. */
    private boolean ended;

    private @Nullable ChannelHandlerContext context;

    Http2Stream(Http2Connection connection, HttpLimits limits, BodyRoom room) {
        this.connection = connection;
        this.limits = limits;
        this.body = new ArrivingBody(room);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        connection.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        try {
            if (frame instanceof Http2HeadersFrame headers) {
                ended |= headers.isEndStream();
                headers(ctx, headers);
            } else if (frame instanceof Http2DataFrame data) {
                ended |= data.isEndStream();
                data(data.content());
            }
        } catch (HttpFaultException e) {
            refuse(e.fault());
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    private void headers(ChannelHandlerContext ctx, Http2HeadersFrame frame) throws HttpFaultException {
        if (request != null) {
            return;
        }
        if (head != null) {
            // Trailers say nothing here, but they must be the end.
            if (!ended) {
                throw new HttpFaultException(HttpFault.BAD_REQUEST);
            }
            whole();
            return;
        }
        RequestHead begun = RequestHead.parse(Http2Head.write(frame.headers()), connection.lastHead());
        head = begun;
        if (begun.contentLength() > limits.bodyBytes()) {
            throw new HttpFaultException(HttpFault.TOO_LARGE);
        }
        if (ended) {
            whole();
            return;
        }
        body.expect(begun.contentLength());
        if (begun.expectsContinue()) {
            Http2Headers goOn = new DefaultHttp2Headers().status("100");
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(goOn, false));
        }
    }

    private void data(ByteBuf content) throws HttpFaultException {
        if (request != null) {
            return;
        }
        int count = content.readableBytes();
        if (body.length() + count > limits.bodyBytes()) {
            throw new HttpFaultException(HttpFault.TOO_LARGE);
        }
        body.append(content, count, limits.bodyBytes());
        if (ended) {
            whole();
        }
    }

    private void whole() throws HttpFaultException {
        RequestHead done = head;
        if (done == null || (done.isLengthAnnounced() && done.contentLength() != body.length())) {
            throw new HttpFaultException(HttpFault.BAD_REQUEST);
        }
        request = done.toRequest(body.take(), connection.peer());
        connection.whole(this, done);
    }

    private void refuse(HttpFault fault) {
        body.drop();
        request = HttpRequest.refused(fault);
        connection.whole(this, null);
    }

    /** Ends a request that takes too long to arrive. */
    void sweep(long nowNanos) {
        if (request == null && (nowNanos - startedNanos) / 1_000_000 > limits.requestMillis()) {
            refuse(HttpFault.TIMEOUT);
        }
    }

    /** The whole request; null until it is there. */
    @Nullable
    HttpRequest request() {
        return request;
    }

    /** Sends the answer; the connection is told of each piece that was taken, or failed. */
    void answer(HttpRequest answered, HttpAnswer answer) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        AnswerBody sent = AnswerBody.of(answer, answered.acceptsGzip());
        boolean empty = sent.length() == 0;
        ChannelFuture written = ctx.write(new DefaultHttp2HeadersFrame(headers(answer, sent), empty));
        for (int from = 0; from < sent.length(); from += PIECE_BYTES) {
            int count = Math.min(PIECE_BYTES, sent.length() - from);
            ByteBuf piece = Unpooled.wrappedBuffer(sent.bytes(), from, count);
            written = ctx.write(new DefaultHttp2DataFrame(piece, from + count == sent.length()));
            connection.sending(count);
            written.addListener(future -> connection.sent(count));
        }
        if (!ended) {
            // Nobody will read what the client still sends; but a reset must not overtake the answer.
            written.addListener(future -> ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR)));
        }
        ctx.flush();
    }

    private static Http2Headers headers(HttpAnswer answer, AnswerBody sent) {
        Http2Headers headers = new DefaultHttp2Headers(false, 8)
                .status(Integer.toString(answer.status()))
                .add("content-type", answer.contentType())
                .add("x-amzn-requestid", answer.requestId());
        String errorType = answer.errorType();
        if (errorType != null) {
            headers.add("x-amzn-errortype", errorType);
        }
        headers.add("x-amz-crc32", Long.toString(sent.crc32()));
        if (sent.compressed()) {
            headers.add("content-encoding", "gzip");
        }
        return headers.add("content-length", Integer.toString(sent.length()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        body.drop();
        connection.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof Http2Exception) && !(cause.getCause() instanceof Http2Exception)) {
            Connection.failed(ctx, cause);
        }
        ctx.close();
    }
}
