package dev.gramme.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks HTTP/2: its requests are answered beside each other, as they become whole. Nothing is
 * begun while the client leaves too much of the answers lying. Everything here runs on the connection's event loop.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter implements Swept {
    private static final int MOST_STREAMS = 100;
    /** Requests are begun while fewer bytes of answers than this have not been taken. */
    private static final int UNSENT_BYTES = 1024 * 1024;

    private static final int WINDOW_SECONDS = 30;
    private static final long WINDOW_NANOS = WINDOW_SECONDS * 1_000_000_000L;
    /** In a window: streams the client ends before they are answered, or that are ended for what the client did. */
    private static final int MOST_RESETS = 200;
    /** In a window: frames that ask for an answer of the connection itself. */
    private static final int MOST_CONTROL_FRAMES = 200;

    private static final int MOST_UNSENT_CONTROL_FRAMES = 1_000;
    private static final int MOST_EMPTY_FRAMES = 2;
    private static final int MOST_SMALL_CONTINUATIONS = 16;
    private static final long CLOSING_MILLIS = 1_000;

    private final HttpListener listener;
    private final Peer peer;
    private final Set<Http2Stream> streams = new LinkedHashSet<>();
    private final ArrayDeque<Http2Stream> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable RequestHead lastHead;
    private int running;
    private long unsentBytes;
    private boolean beginning;
    private long lastProgressNanos = System.nanoTime();
    /** When the client last took a piece of an answer, or had none to take. */
    private long lastTakenNanos = lastProgressNanos;

    private long windowNanos = lastProgressNanos;
    private int controlFrames;

    private Http2Connection(HttpListener listener, Peer peer) {
        this.listener = listener;
        this.peer = peer;
    }

    /** Lets a connection speak HTTP/2. */
    static void add(ChannelPipeline pipeline, HttpListener listener, Peer peer) {
        HttpLimits limits = listener.limits();
        Http2Connection connection = new Http2Connection(listener, peer);
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(new Http2Settings()
                                .maxConcurrentStreams(MOST_STREAMS)
                                .maxHeaderListSize(limits.headBytes()))
                        .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, WINDOW_SECONDS)
                        .encoderEnforceMaxRstFramesPerWindow(MOST_RESETS, WINDOW_SECONDS)
                        .encoderEnforceMaxQueuedControlFrames(MOST_UNSENT_CONTROL_FRAMES)
                        .decoderEnforceMaxConsecutiveEmptyDataFrames(MOST_EMPTY_FRAMES)
                        .decoderEnforceMaxSmallContinuationFrames(MOST_SMALL_CONTINUATIONS)
                        .gracefulShutdownTimeoutMillis(CLOSING_MILLIS)
                        .build(),
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Http2Stream(connection, limits, listener.bodies()));
                    }
                }),
                connection);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        listener.sweeps(this, ctx.channel());
    }

    Peer peer() {
        return peer;
    }

    /** The last request's; null before the first. */
    @Nullable
    RequestHead lastHead() {
        return lastHead;
    }

    void opened(Http2Stream stream) {
        lastProgressNanos = System.nanoTime();
        streams.add(stream);
    }

    /**
     * A stream's request is there.
     *
     * @param head null where it was refused
     */
    void whole(Http2Stream stream, @Nullable RequestHead head) {
        if (head != null) {
            lastHead = head;
        }
        waiting.add(stream);
        work();
    }

    /** A stream is over, answered or not. */
    void gone(Http2Stream stream) {
        lastProgressNanos = System.nanoTime();
        streams.remove(stream);
        HttpRequest request = stream.request();
        if (waiting.remove(stream) && request != null) {
            listener.bodies().release(request.body().length);
        }
    }

    private void work() {
        ChannelHandlerContext ctx = context;
        if (beginning || ctx == null) {
            return;
        }
        beginning = true;
        // Streams that were reset no longer count as open, but what was begun for them goes on.
        try {
            while (running < MOST_STREAMS && unsentBytes < UNSENT_BYTES && !waiting.isEmpty()) {
                begin(ctx, waiting.remove());
            }
        } finally {
            beginning = false;
        }
    }

    private void begin(ChannelHandlerContext ctx, Http2Stream stream) {
        HttpRequest request = stream.request();
        if (request == null) {
            return;
        }
        running++;
        HttpAnswer answer = listener.answer(request, ctx.channel().eventLoop(), later -> {
            answered(stream, request, later);
            work();
        });
        if (answer != null) {
            answered(stream, request, answer);
        }
    }

    private void answered(Http2Stream stream, HttpRequest request, HttpAnswer answer) {
        running--;
        listener.bodies().release(request.body().length);
        stream.answer(request, answer);
    }

    void sending(int bytes) {
        if (unsentBytes == 0) {
            lastTakenNanos = System.nanoTime();
        }
        unsentBytes += bytes;
    }

    void sent(int bytes) {
        unsentBytes -= bytes;
        lastTakenNanos = System.nanoTime();
        work();
    }

    /** What concerns the connection, not one of its streams. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        ReferenceCountUtil.release(frame);
        if (!(frame instanceof Http2PingFrame) && !(frame instanceof Http2SettingsFrame)) {
            return;
        }
        long now = System.nanoTime();
        if (now - windowNanos > WINDOW_NANOS) {
            windowNanos = now;
            controlFrames = 0;
        }
        if (++controlFrames > MOST_CONTROL_FRAMES) {
            ctx.write(new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM));
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception || cause.getCause() instanceof Http2Exception) {
            // The client was told already, and the connection is being closed.
            return;
        }
        Connection.failed(ctx, cause);
    }

    @Override
    public void sweep(long nowNanos) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        for (Http2Stream stream : List.copyOf(streams)) {
            stream.sweep(nowNanos);
        }
        boolean takesNothing = unsentBytes > 0
                && millis(nowNanos - lastTakenNanos) > listener.limits().requestMillis();
        boolean idle = streams.isEmpty()
                && running == 0
                && millis(nowNanos - lastProgressNanos) > listener.limits().idleMillis();
        if (takesNothing || idle) {
            ctx.close();
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
