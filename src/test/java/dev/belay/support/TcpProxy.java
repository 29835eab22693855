package dev.belay.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Stands between a program and a server, on loopback, and can behave like a network that fails.
///
/// Held, connections are accepted and stay, and nothing is forwarded in either direction: as if packets were dropped.
/// What was sent meanwhile is forwarded on [#resume()]. Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final ReentrantLock gate = new ReentrantLock();
    private final Condition opened = gate.newCondition();
    private boolean held;

    private TcpProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /// Forwards to `host:port`, which need not listen yet.
    public static TcpProxy to(String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port));
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// How many connections were accepted since the start, those that were cut included.
    public int connections() {
        return connections.get();
    }

    /// Forwards nothing from now on but what is on its way already.
    public void hold() {
        gate(true);
    }

    /// Forwards again, also what came in meanwhile.
    public void resume() {
        gate(false);
    }

    /// Closes all connections there are; new ones are accepted.
    public void cut() {
        open.forEach(TcpProxy::close);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        resume();
    }

    private void gate(boolean shut) {
        gate.lock();
        try {
            held = shut;
            opened.signalAll();
        } finally {
            gate.unlock();
        }
    }

    private void passGate() {
        gate.lock();
        try {
            while (held) {
                opened.awaitUninterruptibly();
            }
        } finally {
            gate.unlock();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                connections.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        passGate();
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(target);
        } catch (IOException _) {
            end(client, server);
            return;
        }
        Thread.ofVirtual().start(() -> pump(client, server));
        pump(server, client);
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passGate();
                out.write(buffer, 0, read);
            }
            passGate();
            to.shutdownOutput();
        } catch (IOException _) {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        close(one);
        close(other);
        open.remove(one);
        open.remove(other);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // closed is what was wanted
        }
    }
}
