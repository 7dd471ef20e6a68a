package dev.gramme.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A load balancer, as there is one before servers: it asks each how it is, and connects to those that answer. */
public final class Balancer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 200;
    private static final int BUFFER_BYTES = 1 << 16;

    private final ServerSocket listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    private final AtomicInteger turns = new AtomicInteger();
    private final List<ClusterServer> all;
    private volatile List<ClusterServer> answering;

    public Balancer(List<ClusterServer> servers) throws IOException {
        this.all = List.copyOf(servers);
        this.answering = all;
        Thread.ofVirtual().start(this::look);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void look() {
        while (!listener.isClosed()) {
            answering = all.stream().filter(ClusterServer::isOpen).toList();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket caller = listener.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException e) {
                // closed
            }
        }
    }

    @SuppressWarnings("resource") // closed by whichever way ends first
    private void connect(Socket caller) {
        List<ClusterServer> servers = answering;
        if (servers.isEmpty()) {
            close(caller);
            return;
        }
        int port = servers.get(Math.floorMod(turns.getAndIncrement(), servers.size()))
                .port();
        try {
            Socket called = new Socket(InetAddress.getLoopbackAddress(), port);
            Thread.ofVirtual().start(() -> pass(caller, called));
            Thread.ofVirtual().start(() -> pass(called, caller));
        } catch (IOException e) {
            close(caller);
        }
    }

    private static void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one of them is gone
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
