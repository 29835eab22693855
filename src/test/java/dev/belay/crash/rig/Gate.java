package dev.belay.crash.rig;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// A TCP proxy on loopback that can stop a connection at any frame, cut all of them, and be away. Thread-safe.
public final class Gate implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final IntSupplier target;
    private final Supplier<Framing> framing;
    private final Watch watch;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong roundTrips = new AtomicLong();
    private volatile boolean away;

    /// Looks at each frame before it is passed on.
    @FunctionalInterface
    public interface Watch {
        Watch NOTHING = _ -> null;

        /// @return `null` to pass it on
        Hold at(Frame frame);
    }

    /// @param target port on loopback, asked for each connection
    public Gate(IntSupplier target, Supplier<Framing> framing, Watch watch) {
        this.target = target;
        this.framing = framing;
        this.watch = watch;
        try {
            server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// How often a client waited for an answer so far.
    public long roundTrips() {
        return roundTrips.get();
    }

    /// Closes every connection.
    public void cut() {
        connections.forEach(Connection::close);
    }

    /// Cuts every connection and lets nobody in until told otherwise.
    public void away(boolean gone) {
        away = gone;
        if (gone) {
            cut();
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                continue;
            }
        }
    }

    private void connect(Socket client) {
        if (away) {
            closeQuietly(client);
            return;
        }
        try {
            Connection connection =
                    new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target.getAsInt()));
            connections.add(connection);
            Thread.ofVirtual().start(connection::back);
            connection.forth();
        } catch (IOException _) {
            closeQuietly(client);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            return;
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket upstream;
        /// Where the answer to the frame that was passed on last is held.
        private volatile Hold after;

        Connection(Socket client, Socket upstream) throws IOException {
            this.client = client;
            this.upstream = upstream;
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
        }

        void forth() {
            try {
                InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
                OutputStream out = upstream.getOutputStream();
                Framing frames = framing.get();
                for (Frame frame = frames.next(in); frame != null; frame = frames.next(in)) {
                    if (!mayPass(frame)) {
                        close();
                        return;
                    }
                    out.write(frame.bytes());
                    out.flush();
                }
                upstream.shutdownOutput();
            } catch (IOException _) {
                close();
            }
        }

        private boolean mayPass(Frame frame) {
            if (frame.roundTrip()) {
                roundTrips.incrementAndGet();
            }
            Hold hold = watch.at(frame);
            if (hold == null) {
                return true;
            }
            if (hold.before()) {
                return hold.await();
            }
            after = hold;
            return true;
        }

        void back() {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = upstream.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    Hold hold = after;
                    after = null;
                    if (hold != null && !hold.await()) {
                        break;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException _) {
                // Either end is gone, and with it the connection.
            } finally {
                close();
            }
        }

        void close() {
            connections.remove(this);
            closeQuietly(client);
            closeQuietly(upstream);
        }
    }
}
