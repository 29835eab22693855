package dev.belay.edge.cli.terminal;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The three streams of a command and what may be done with each. Text is UTF-8 whatever the locale says, because
/// answers and JSON are read by programs as often as by people.
///
/// @param out for answers and data, nothing else
/// @param err for progress and complaints
/// @param inIsTerminal whether somebody sits at the other end of standard input
/// @param width columns
public record Terminal(Channel out, Channel err, boolean inIsTerminal, int width) {

    /// Follows `NO_COLOR`, `FORCE_COLOR`, `TERM` and `COLUMNS` as <https://no-color.org> and
    /// <https://force-color.org> describe them.
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean errIsTerminal = Descriptor.isTerminal(2);
        return new Terminal(
                channel(FileDescriptor.out, Style.of(environment, Descriptor.isTerminal(1))),
                channel(FileDescriptor.err, Style.of(environment, errIsTerminal)),
                Descriptor.isTerminal(0),
                Columns.width(environment, errIsTerminal));
    }

    private static Channel channel(FileDescriptor descriptor, Style style) {
        return new Channel(new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8), style);
    }

    /// Columns for what goes to standard output: as many as it likes where no person looks.
    public int room() {
        return out.style().terminal() ? width : Integer.MAX_VALUE;
    }

    /// Everything on standard input. Blocks until it ends.
    ///
    /// @throws IOException also if there is more than `limit` characters
    public static String allInput(int limit) throws IOException {
        byte[] bytes = new FileInputStream(FileDescriptor.in).readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new IOException("standard input holds more than " + limit + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Standard input, line by line.
    public static BufferedReader lines() {
        return new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    }

    /// One stream.
    public record Channel(PrintStream stream, Style style) {

        /// Writes text that others wrote. On a terminal it is freed of whatever could drive the terminal.
        public void text(String text) {
            stream.println(style.terminal() ? ControlCharacters.strip(text) : text);
        }

        /// Writes lines of prose that others had a hand in, on a terminal broken between words.
        ///
        /// @param width columns of the terminal
        public void prose(String text, int width) {
            if (!style.terminal()) {
                stream.println(text);
                return;
            }
            ControlCharacters.strip(text)
                    .lines()
                    .flatMap(line -> Columns.wrap(line, width, 0).stream())
                    .forEach(stream::println);
        }

        /// Writes a line of our own.
        public void line(String line) {
            stream.println(line);
        }
    }
}
