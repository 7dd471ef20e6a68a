package dev.gramme.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens on an address and hands requests to a service. */
public final class HttpListener implements AutoCloseable {
    private static final long SWEEP_MILLIS = 1_000;

    private final HttpService service;
    private final HttpLimits limits;
    private final EventLoopGroup loops;
    private final Channel serverChannel;
    private final @Nullable TlsContext tls;
    private final Semaphore room;
    private final BodyRoom bodies;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Swept, Channel> connections = new ConcurrentHashMap<>();

    /**
     * Opens the socket.
     *
     * @param threads event loops; each serves many connections
     * @param tls null where connections are not encrypted
     * @throws IOException where the address cannot be listened on, or the certificate not be used
     */
    public HttpListener(
            InetSocketAddress address, int threads, HttpLimits limits, @Nullable TlsSettings tls, HttpService service)
            throws IOException {
        this.tls = tls == null ? null : new TlsContext(tls);
        this.service = service;
        this.limits = limits;
        this.room = new Semaphore(limits.runningRequests());
        this.bodies = new BodyRoom(limits.heldBytes());
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> channelType =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.loops = new MultiThreadIoEventLoopGroup(threads, io);
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(channelType)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        begin(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "Cannot listen on " + address.getAddress().getHostAddress() + ":" + address.getPort() + ": "
                            + reason(bound.cause()),
                    bound.cause());
        }
        this.serverChannel = bound.channel();
        loops.next().scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String reason(@Nullable Throwable cause) {
        // With epoll Netty says it with the name and number of a system call.
        String message = cause == null ? null : cause.getMessage();
        return message != null && message.contains("already in use") ? "the port is in use" : String.valueOf(message);
    }

    /** The port listened on, which the system chose if port 0 was asked for. */
    public int port() {
        return ((InetSocketAddress) serverChannel.localAddress()).getPort();
    }

    HttpLimits limits() {
        return limits;
    }

    BodyRoom bodies() {
        return bodies;
    }

    private void begin(Channel channel) {
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > limits.connections()) {
            channel.close();
            return;
        }
        TlsContext encrypted = tls;
        if (encrypted == null) {
            Connection.add(channel.pipeline(), this, new Peer(Connection.address(channel), null));
        } else {
            channel.pipeline().addLast(encrypted.handler(channel), new ProtocolChoice(this));
        }
    }

    /** Looks at a connection now and then, until it is closed. */
    void sweeps(Swept connection, Channel channel) {
        connections.put(connection, channel);
        channel.closeFuture().addListener(closed -> connections.remove(connection));
    }

    /**
     * Answers a request, or begins to.
     *
     * @param loop the connection's, on which this runs
     * @param later gets the answer, on the same loop, where it takes time
     * @return the answer where it is there at once; null where it comes later
     */
    @Nullable
    HttpAnswer answer(HttpRequest request, EventLoop loop, Consumer<HttpAnswer> later) {
        if (request.fault() == HttpFault.OVERLOADED) {
            return service.overloaded(request);
        }
        if (request.fault() != null || !service.mayBlock(request)) {
            return service.answer(request);
        }
        if (!room.tryAcquire()) {
            return service.overloaded(request);
        }
        Thread.ofVirtual().start(() -> {
            HttpAnswer answer;
            try {
                answer = service.answer(request);
            } finally {
                room.release();
            }
            try {
                loop.execute(() -> later.accept(answer));
            } catch (RejectedExecutionException e) {
                // It took longer than the listener waits for when it is closed; so is the connection.
            }
        });
        return null;
    }

    private void sweep() {
        long now = System.nanoTime();
        if (tls != null) {
            // Not on an event loop: files are read.
            Thread.ofVirtual().start(tls::refresh);
        }
        connections.forEach((connection, channel) -> channel.eventLoop().execute(() -> connection.sweep(now)));
    }

    /** Stops listening, gives running requests a moment, and closes all connections. */
    @Override
    public void close() {
        serverChannel.close().awaitUninterruptibly();
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (room.availablePermits() < limits.runningRequests() && System.nanoTime() < giveUpNanos) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
