package dev.belay.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A mail server on a port of its own. It speaks as much of RFC 5321 as a sender needs, keeps every letter that it was
/// handed, and answers each as a test says.
public final class MailServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private volatile Function<Letter, String> verdict = _ -> "250 taken";

    /// @param from of the envelope, as `to`
    /// @param headers unfolded, names in lower case
    public record Letter(String from, List<String> to, Map<String, String> headers, String body) {
        public String subject() {
            return headers.get("subject");
        }
    }

    public MailServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// What it answers to a whole letter from now on, such as `451 later`.
    public void answer(Function<Letter, String> verdict) {
        this.verdict = verdict;
    }

    /// Every letter it was handed, whatever it answered.
    public List<Letter> letters() {
        return letters;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void converse(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            String from = null;
            List<String> to = new ArrayList<>();
            say(out, "220 mail.example.com");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.split("[ :]", 2)[0].toUpperCase()) {
                    case "EHLO" -> say(out, "250-mail.example.com", "250 8BITMIME");
                    case "MAIL" -> {
                        from = address(line);
                        to.clear();
                        say(out, "250 go on");
                    }
                    case "RCPT" -> {
                        to.add(address(line));
                        say(out, "250 go on");
                    }
                    case "DATA" -> {
                        say(out, "354 go ahead");
                        Letter letter = letter(from, List.copyOf(to), in);
                        letters.add(letter);
                        say(out, verdict.apply(letter));
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 fine");
                }
            }
        } catch (SocketException _) {
            // the sender has left, or the test is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Letter letter(String from, List<String> to, BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        Map<String, String> headers = new TreeMap<>();
        int gap = lines.indexOf("");
        String name = null;
        for (String line : lines.subList(0, gap)) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                headers.merge(name, line, String::concat);
            } else {
                name = line.substring(0, line.indexOf(':')).toLowerCase();
                headers.put(name, line.substring(line.indexOf(':') + 1).strip());
            }
        }
        String body = String.join("\n", lines.subList(gap + 1, lines.size()));
        boolean quoted = "quoted-printable".equals(headers.get("content-transfer-encoding"));
        return new Letter(from, to, headers, quoted ? plain(body) : body);
    }

    /// Quoted-printable, RFC 2045, 6.7, of texts in ASCII.
    private static String plain(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) != '=') {
                text.append(quoted.charAt(i));
            } else if (quoted.charAt(i + 1) == '\n') {
                i++;
            } else {
                text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 3), 16));
                i += 2;
            }
        }
        return text.toString();
    }

    private static String address(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
