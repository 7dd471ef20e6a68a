package dev.gramme.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its requests are answered one after the other, in the order they came. While one is being worked on,
 * a few more may wait; then nothing more is read. Everything here runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<HttpRequest> {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final HttpListener listener;
    private final RequestDecoder decoder;
    private final ArrayDeque<HttpRequest> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean working;
    private long lastProgressNanos;

    Connection(HttpListener listener, RequestDecoder decoder) {
        this.listener = listener;
        this.decoder = decoder;
        this.lastProgressNanos = System.nanoTime();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        listener.opened(this, ctx.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.clear();
        listener.closed(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
        if (working) {
            waiting.add(request);
            if (waiting.size() >= listener.limits().pipelinedRequests()) {
                ctx.channel().config().setAutoRead(false);
            }
            return;
        }
        start(ctx, request);
    }

    private void start(ChannelHandlerContext ctx, HttpRequest request) {
        working = true;
        HttpService service = listener.service();
        if (request.fault() != null || !service.mayBlock(request)) {
            finish(ctx, request, service.answer(request));
            return;
        }
        if (!listener.tryBegin()) {
            finish(ctx, request, service.overloaded(request));
            return;
        }
        Thread.ofVirtual().start(() -> {
            HttpAnswer answer;
            try {
                answer = service.answer(request);
            } finally {
                listener.end();
            }
            ctx.channel().eventLoop().execute(() -> finish(ctx, request, answer));
        });
    }

    private void finish(ChannelHandlerContext ctx, HttpRequest request, HttpAnswer answer) {
        boolean keepAlive = request.keepAlive() && request.fault() == null;
        var written = ctx.write(AnswerEncoder.encode(ctx.alloc(), answer, request.acceptsGzip(), keepAlive));
        working = false;
        lastProgressNanos = System.nanoTime();
        if (!keepAlive) {
            waiting.clear();
            written.addListener(future -> ctx.close());
            ctx.flush();
            return;
        }
        HttpRequest next = waiting.poll();
        if (next == null) {
            ctx.flush();
        } else {
            start(ctx, next);
        }
        if (waiting.isEmpty() && !ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that goes away in the middle is everyday; anything else is a bug and must be seen.
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.ERROR, "A connection failed", cause);
        }
        ctx.close();
    }

    /** Called now and then: ends a connection whose client is too slow, or that lies idle too long. */
    void sweep(long nowNanos) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || working) {
            return;
        }
        long quietMillis = (nowNanos - lastProgressNanos) / 1_000_000;
        if (decoder.isInsideRequest()) {
            if (quietMillis > listener.limits().requestMillis()) {
                HttpRequest late = HttpRequest.refused(HttpFault.TIMEOUT);
                start(ctx, late);
            }
        } else if (quietMillis > listener.limits().idleMillis()) {
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!decoder.isInsideRequest()) {
            lastProgressNanos = System.nanoTime();
        }
        ctx.fireChannelReadComplete();
    }
}
