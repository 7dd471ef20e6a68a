package dev.gramme.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its requests are answered one after the other, in the order they came. While one is being worked on,
 * a few more may wait; then nothing more is read. Nothing is begun while the client leaves answers lying. Everything
 * here runs on the connection's event loop.
 */
final class Connection extends SimpleChannelInboundHandler<HttpRequest> {
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

    Connection(HttpListener listener, RequestDecoder decoder) {
        this.listener = listener;
        this.decoder = decoder;
        this.lastProgressNanos = System.nanoTime();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress remote) {
            decoder.from(new Peer(NetUtil.toAddressString(remote.getAddress()), null));
        }
        listener.opened(this, ctx.channel());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null
                && event instanceof SslHandshakeCompletionEvent handshake
                && handshake.isSuccess()
                && ctx.channel().remoteAddress() instanceof InetSocketAddress remote) {
            SSLSession session = tls.engine().getSession();
            decoder.from(new Peer(
                    NetUtil.toAddressString(remote.getAddress()),
                    new Peer.Tls(session.getProtocol(), session.getCipherSuite())));
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dropWaiting();
        listener.closed(this);
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
        HttpService service = listener.service();
        if (request.fault() == HttpFault.OVERLOADED) {
            answer(ctx, request, service.overloaded(request));
        } else if (request.fault() != null || !service.mayBlock(request)) {
            answer(ctx, request, service.answer(request));
        } else if (listener.tryBegin()) {
            working = true;
            Thread.ofVirtual().start(() -> workAside(ctx, request));
        } else {
            answer(ctx, request, service.overloaded(request));
        }
    }

    private void workAside(ChannelHandlerContext ctx, HttpRequest request) {
        HttpAnswer answer;
        try {
            answer = listener.service().answer(request);
        } finally {
            listener.end();
        }
        ctx.channel().eventLoop().execute(() -> {
            working = false;
            answer(ctx, request, answer);
            work(ctx);
        });
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
        // A client that goes away in the middle is everyday; anything else is a bug and must be seen.
        if (!(cause instanceof IOException) && !(cause.getCause() instanceof SSLException)) {
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
