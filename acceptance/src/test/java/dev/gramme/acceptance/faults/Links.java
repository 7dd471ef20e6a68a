package dev.gramme.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network between processes: all their connections go through it. It knows who opened each one, so that any two can
 * be kept apart, in both directions or in one.
 */
public final class Links implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int TRIES = 5;

    private final Callers callers;
    private final List<ServerSocket> listeners = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Way> stalled = new HashSet<>();
    private final Set<Way> cut = new HashSet<>();

    /** From one process to another. */
    private record Way(String from, String to) {}

    /** @param names of processes that open connections, by a whole argument of their command lines */
    public Links(Map<String, String> names) {
        this.callers = new Callers(names);
    }

    /** Passes on what comes to an address to the process of this name. */
    public void open(String name, InetSocketAddress address, InetSocketAddress real) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(address, 1_000);
        listeners.add(listener);
        Thread.ofVirtual().start(() -> accept(name, listener, real));
    }

    private void accept(String name, ServerSocket listener, InetSocketAddress real) {
        while (!listener.isClosed()) {
            try {
                Socket caller = listener.accept();
                Thread.ofVirtual().start(() -> connect(name, caller, real));
            } catch (IOException e) {
                // closed, or the caller is gone again
            }
        }
    }

    @SuppressWarnings("resource") // closed by the connection
    private void connect(String name, Socket caller, InetSocketAddress real) {
        try {
            String from = null;
            // a connection may be seen here before the system's table shows it
            for (int attempt = 0; from == null && attempt < TRIES; attempt++) {
                from = callers.find(caller);
            }
            Way way = new Way(from == null ? "unknown" : from, name);
            if (isCut(way)) {
                caller.close();
                return;
            }
            Socket called = new Socket();
            try {
                called.connect(real);
            } catch (IOException e) {
                called.close();
                throw e;
            }
            new Connection(way, caller, called).start();
        } catch (IOException e) {
            close(caller);
        }
    }

    private synchronized boolean isCut(Way way) {
        return cut.contains(way);
    }

    /** Ends all connections between two, whoever opened them, and lets them open no new ones. */
    public void cut(String one, String other) {
        synchronized (this) {
            cut.add(new Way(one, other));
            cut.add(new Way(other, one));
        }
        for (Connection connection : connections) {
            if (isCut(connection.way)) {
                connection.close();
            }
        }
    }

    /** Holds back all that one sends to another; what the other one sends comes through. */
    public synchronized void stall(String from, String to) {
        stalled.add(new Way(from, to));
    }

    /** Lets everything through again; what was held back comes late. */
    public synchronized void heal() {
        stalled.clear();
        cut.clear();
        notifyAll();
    }

    /** Lets everything through again; connections on which something was held back end, and it never comes. */
    public void healWithLoss() {
        for (Connection connection : connections) {
            if (isStalled(connection.way) || isStalled(connection.back())) {
                connection.close();
            }
        }
        heal();
    }

    private synchronized boolean isStalled(Way way) {
        return stalled.contains(way);
    }

    /** Whether there is still a connection when the way is free. */
    private synchronized boolean awaitWay(Way way, Connection connection) {
        while (stalled.contains(way) && connections.contains(connection)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return connections.contains(connection);
    }

    /** Who has connections to whom, for people. */
    public String counts() {
        Map<Way, Integer> counts = new ConcurrentHashMap<>();
        connections.forEach(connection -> counts.merge(connection.way, 1, Integer::sum));
        return counts.toString();
    }

    private final class Connection {
        private final Way way;
        private final Socket caller;
        private final Socket called;

        Connection(Way way, Socket caller, Socket called) throws IOException {
            this.way = way;
            this.caller = caller;
            this.called = called;
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
        }

        Way back() {
            return new Way(way.to, way.from);
        }

        void start() {
            connections.add(this);
            Thread.ofVirtual().start(() -> pass(way, caller, called));
            Thread.ofVirtual().start(() -> pass(back(), called, caller));
        }

        private void pass(Way direction, Socket source, Socket target) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = source.getInputStream();
                OutputStream out = target.getOutputStream();
                for (int read = in.read(buffer); read >= 0 && awaitWay(direction, this); read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                }
                awaitWay(direction, this);
            } catch (IOException e) {
                // one side is gone: the other one hears of it
            }
            close();
        }

        void close() {
            connections.remove(this);
            synchronized (Links.this) {
                Links.this.notifyAll();
            }
            Links.close(caller);
            Links.close(called);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // it was closed already
        }
    }

    @Override
    public void close() {
        listeners.forEach(Links::close);
        connections.forEach(Connection::close);
    }
}
