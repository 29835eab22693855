package dev.belay.drill;

import dev.belay.drill.wire.HttpRequest;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Workers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// One TCP connection and the requests that come over it, one after the other.
///
/// While a request is answered on a thread of its own, this one goes on reading: an end of file means that the
/// client has left, and a byte means that it waits for its next turn. A client that closes only its sending
/// side counts as one that has left.
final class Connection implements Runnable {
    private static final int LINGER_MILLIS = 500;
    private static final int MOST_LINGERED_BYTES = 1024 * 1024;

    private final String id;
    private final Socket socket;
    private final Provider provider;
    private final Workers workers;

    Connection(String id, Socket socket, Provider provider, Workers workers) {
        this.id = id;
        this.socket = socket;
        this.provider = provider;
        this.workers = workers;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
            try {
                boolean open = true;
                while (open) {
                    open = exchange(in);
                }
            } catch (HttpRequest.Malformed e) {
                provider.malformed(socket, e);
                linger(in);
            }
        } catch (IOException e) {
            // The client broke the connection, or a fault did: there is nobody left to tell.
            return;
        }
    }

    /// Reads a little more of a request that was refused: closing a socket with unread bytes resets the
    /// connection and may take the answer with it.
    private void linger(InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        in.readNBytes(MOST_LINGERED_BYTES);
    }

    private boolean exchange(PushbackInputStream in) throws IOException {
        Optional<HttpRequest> request = HttpRequest.read(in);
        if (request.isEmpty()) {
            return false;
        }
        Cancellation client = new Cancellation();
        Future<Boolean> answer = workers.submit(() -> answer(request.get(), client));
        int next = peek(in);
        if (next < 0) {
            client.cancel("client left");
        } else {
            in.unread(next);
        }
        return outcome(answer) && next >= 0;
    }

    /// Closes the connection if nothing more can come over it, which also ends the reading on the other thread.
    private boolean answer(HttpRequest request, Cancellation client) throws IOException {
        boolean reusable = false;
        try {
            reusable = provider.answer(request, id, socket, client);
            return reusable;
        } finally {
            if (!reusable) {
                socket.close();
            }
        }
    }

    private static int peek(PushbackInputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }

    private static boolean outcome(Future<Boolean> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
