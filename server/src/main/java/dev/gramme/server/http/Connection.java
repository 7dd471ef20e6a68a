package dev.gramme.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks HTTP/1.1: its requests are answered one after the other, in the order they came. While one
 * is being worked on, a few more may wait; then nothing more is read. Nothing is begun while the client leaves answers
 * lying. Everything here runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<HttpRequest> implements Swept {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final HttpListener listener;
    private final RequestDecoder decoder;
    private final ArrayDeque<HttpRequest> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean working;
    /** Nothing more is answered: the last answer is on its way. */
    private boolean closing;

    private long lastProgressNanos;
    private long notTakenBefore;

    private Connection(HttpListener listener, RequestDecoder decoder) {
        this.listener = listener;
        this.decoder = decoder;
        this.lastProgressNanos = System.nanoTime();
    }

    /** Lets a connection speak HTTP/1.1. */
    static void add(ChannelPipeline pipeline, HttpListener listener, Peer peer) {
        RequestDecoder decoder = new RequestDecoder(listener.limits(), listener.bodies(), peer);
        pipeline.addLast(decoder, new Connection(listener, decoder));
    }

    /** The IP address at the other end; empty where there is none. */
    static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? NetUtil.toAddressString(remote.getAddress())
                : "";
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        listener.sweeps(this, ctx.channel());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dropWaiting();
    }

    private void dropWaiting() {
        for (HttpRequest request = waiting.poll(); request != null; request = waiting.poll()) {
            listener.bodies().release(request.body().length);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpRequest request) {
        waiting.add(request);
        if (closing) {
            dropWaiting();
            return;
        }
        work(ctx);
        if (waiting.size() >= listener.limits().pipelinedRequests()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            work(ctx);
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** Begins what waits, one after the other, as long as the client takes the answers. */
    private void work(ChannelHandlerContext ctx) {
        while (!working && !closing && ctx.channel().isWritable()) {
            HttpRequest next = waiting.poll();
            if (next == null) {
                if (!ctx.channel().config().isAutoRead()) {
                    ctx.channel().config().setAutoRead(true);
                }
                break;
            }
            begin(ctx, next);
        }
        ctx.flush();
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        HttpAnswer answer = listener.answer(request, ctx.channel().eventLoop(), later -> {
            working = false;
            answer(ctx, request, later);
            work(ctx);
        });
        working = answer == null;
        if (answer != null) {
            answer(ctx, request, answer);
        }
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request, HttpAnswer answer) {
        listener.bodies().release(request.body().length);
        boolean keepAlive = request.keepAlive() && request.fault() == null;
        closing = !keepAlive;
        var written = ctx.write(AnswerEncoder.encode(ctx.alloc(), answer, request.acceptsGzip(), keepAlive));
        lastProgressNanos = System.nanoTime();
        if (!keepAlive) {
            dropWaiting();
            written.addListener(future -> {
                SslHandler tls = ctx.pipeline().get(SslHandler.class);
                if (request.fault() != null && tls != null) {
                    tls.closeOutbound();
                } else if (request.fault() != null && ctx.channel() instanceof DuplexChannel duplex) {
                    // Closing now would drop the answer: the client may still be sending what nobody will read.
                    duplex.shutdownOutput();
                } else {
                    ctx.close();
                }
            });
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(ctx, cause);
    }

    /** Closes a connection on which something went wrong. */
    static void failed(ChannelHandlerContext ctx, Throwable cause) {
        // A client that goes away in the middle is everyday; anything else is a bug and must be seen.
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof SSLException)) {
            LOG.log(System.Logger.Level.ERROR, "A connection failed", cause);
        }
        ctx.close();
    }

    /** Called now and then: ends a connection whose client is too slow, or that lies idle too long. */
    @Override
    public void sweep(long nowNanos) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || working) {
            return;
        }
        long notTaken = ctx.channel().bytesBeforeWritable();
        if (notTaken < notTakenBefore) {
            lastProgressNanos = nowNanos;
        }
        notTakenBefore = notTaken;
        long quietMillis = (nowNanos - lastProgressNanos) / 1_000_000;
        if (closing || notTaken > 0) {
            if (quietMillis > listener.limits().requestMillis()) {
                ctx.close();
            }
        } else if (decoder.isInsideRequest()) {
            if (quietMillis > listener.limits().requestMillis()) {
                waiting.add(HttpRequest.refused(HttpFault.TIMEOUT));
                work(ctx);
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
