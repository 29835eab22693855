package dev.belay.drill;

import dev.belay.drill.log.AttemptLog;
import dev.belay.drill.log.Seen;
import dev.belay.drill.script.Recordings;
import dev.belay.platform.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// A running stand-in provider on loopback. Thread-safe.
///
/// The model name says what is played: `standin-ok` and any unknown name answer at once; `standin-w01` … play
/// the faults of the catalogue; `standin-rec:12.3` plays recording 12.3; `standin-w06@k3:12.3` plays it and
/// falls silent as soon as the request holds three tool results, `…@x1` once only; `standin-w08+t02` plays two
/// faults at once. Names that a script claims play that script. Embeddings are asked for under the same names;
/// `standin-e01` … spoil their vectors.
public final class StandIn implements AutoCloseable {
    /// What it says where nothing else is scripted or named: sixty tokens.
    public static final String ANSWER = Repertoire.DEFAULT_ANSWER;

    private final ServerSocket server;
    private final Provider provider;
    private final AttemptLog log;
    private final Workers workers = new Workers();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private StandIn(ServerSocket server, Provider provider, AttemptLog log) {
        this.server = server;
        this.log = log;
        this.provider = provider;
    }

    /// @throws UncheckedIOException if the port is taken or a recording cannot be read
    /// @throws IllegalArgumentException if a file of recordings is not one, or a script names a fault that the
    /// catalogue does not hold
    public static StandIn start(StandInOptions options) {
        return start(options, _ -> {});
    }

    /// @param over hears of each attempt once, when it is over; called on the threads of the connections
    public static StandIn start(StandInOptions options, Consumer<Seen> over) {
        StandInOptions.Casting casting = options.casting();
        Repertoire repertoire = new Repertoire(casting.scripts(), Recordings.load(casting.recordings()));
        Completions completions = new Completions(repertoire, options);
        AttemptLog log = new AttemptLog(options.time(), over);
        Provider provider = new Provider(repertoire, completions, new Embeddings(options), log, options.keepBodies());
        StandIn standIn = new StandIn(listen(options.port()), provider, log);
        standIn.workers.start(standIn::accept);
        return standIn;
    }

    public int port() {
        return server.getLocalPort();
    }

    /// What an OpenAI client is given as its base URL: ends in `/v1`.
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port() + "/v1");
    }

    /// The base URL under which requests belong to a scope: what is counted and logged there is nobody else's.
    public URI baseUrl(String scope) {
        return URI.create("http://127.0.0.1:" + port() + "/scope/" + scope + "/v1");
    }

    /// Where a tool of the stand-in is called: `ok`, `t09`, `t10`, `t10-large`, `t10-bytes`, `t11/<tool>`,
    /// `t12`.
    public URI toolUrl(String scope, String tool) {
        return URI.create("http://127.0.0.1:" + port() + "/scope/" + scope + "/tools/" + tool);
    }

    /// What was seen so far, in the order of arrival.
    public List<Seen> log() {
        return log.seen();
    }

    /// What was seen of one scope so far, in the order of arrival; the empty name is the scope of requests
    /// that named none.
    public List<Seen> log(String scope) {
        return log.seen(scope);
    }

    /// Forgets the log and every count, as if just started. Requests under way are no longer logged.
    public void reset() {
        provider.reset();
    }

    /// Forgets one scope, as if nobody had ever asked there.
    public void reset(String scope) {
        provider.reset(scope);
    }

    /// Closes every connection, in the middle of whatever is being played.
    @Override
    public void close() {
        closeQuietly(server);
        open.forEach(StandIn::closeQuietly);
        workers.close();
    }

    private void accept() {
        for (int number = 1; !server.isClosed(); number++) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Connection connection = new Connection("c" + number, socket, provider, workers);
                workers.start(() -> serve(connection, socket));
            } catch (IOException | RejectedExecutionException e) {
                // Closed; or the client was gone before it was accepted, and the next one is waited for.
                continue;
            }
        }
        open.forEach(StandIn::closeQuietly);
    }

    private void serve(Connection connection, Socket socket) {
        try {
            connection.run();
        } finally {
            open.remove(socket);
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 512, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be opened", e);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is closed as far as it can be.
            return;
        }
    }
}
