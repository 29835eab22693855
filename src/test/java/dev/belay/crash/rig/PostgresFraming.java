package dev.belay.crash.rig;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Messages of PostgreSQL's protocol (version 3) up to the one after which a client waits.
///
/// The text of a frame holds each statement that is executed, in lower case with single spaces, on a line, and each
/// of its parameters on a line of its own. The text of a commit holds that of the whole transaction.
public final class PostgresFraming implements Framing {
    private static final int VERSION_3 = 3;
    private static final int UUID_BYTES = 16;

    private final Map<String, String> statements = new HashMap<>();
    private final StringBuilder transaction = new StringBuilder();
    private DataInputStream in;
    private boolean started;

    @Override
    public Frame next(InputStream from) throws IOException {
        in = in == null ? new DataInputStream(from) : in;
        try {
            return started ? messages() : opening();
        } catch (EOFException _) {
            return null;
        }
    }

    /// A request for encryption, which the server declines, or the start itself; neither has a type.
    private Frame opening() throws IOException {
        int length = in.readInt();
        byte[] payload = in.readNBytes(length - Integer.BYTES);
        started = ByteBuffer.wrap(payload).getShort() == VERSION_3;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(length);
        out.write(payload);
        return new Frame(bytes.toByteArray(), "", false);
    }

    private Frame messages() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        StringBuilder text = new StringBuilder();
        while (true) {
            int type = in.readUnsignedByte();
            int length = in.readInt();
            byte[] payload = in.readNBytes(length - Integer.BYTES);
            out.writeByte(type);
            out.writeInt(length);
            out.write(payload);
            switch (type) {
                case 'P' -> parse(ByteBuffer.wrap(payload));
                case 'B' -> bind(ByteBuffer.wrap(payload), text);
                case 'D', 'E', 'C' -> {
                    // more of the same batch follows
                }
                case 'Q' -> {
                    text.append(plain(string(ByteBuffer.wrap(payload)))).append('\n');
                    // The driver sends the next statement without waiting for a begin.
                    return frame(bytes, text, text.indexOf("begin") != 0);
                }
                default -> {
                    return frame(bytes, text, type == 'S');
                }
            }
        }
    }

    private Frame frame(ByteArrayOutputStream bytes, StringBuilder text, boolean roundTrip) {
        String said = text.toString();
        if (said.startsWith("begin")) {
            transaction.setLength(0);
        }
        if (said.startsWith("commit")) {
            said = said + transaction;
        }
        transaction.append(text);
        if (said.startsWith("commit") || said.startsWith("rollback")) {
            transaction.setLength(0);
        }
        return new Frame(bytes.toByteArray(), said, roundTrip);
    }

    private void parse(ByteBuffer payload) {
        String name = string(payload);
        statements.put(name, plain(string(payload)));
    }

    private void bind(ByteBuffer payload, StringBuilder text) {
        string(payload);
        text.append(statements.getOrDefault(string(payload), "")).append('\n');
        short[] formats = new short[payload.getShort()];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = payload.getShort();
        }
        int parameters = payload.getShort();
        for (int i = 0; i < parameters; i++) {
            boolean binary = formats.length > 0 && formats[formats.length == 1 ? 0 : i] == 1;
            text.append(value(payload, binary)).append('\n');
        }
    }

    private static String value(ByteBuffer payload, boolean binary) {
        int length = payload.getInt();
        if (length < 0) {
            return "";
        }
        if (binary && length == UUID_BYTES) {
            return new UUID(payload.getLong(), payload.getLong()).toString();
        }
        byte[] value = new byte[length];
        payload.get(value);
        return binary ? "(binary)" : new String(value, StandardCharsets.UTF_8);
    }

    private static String string(ByteBuffer from) {
        int start = from.position();
        while (from.get() != 0) {
            // up to the zero at its end
        }
        return new String(from.array(), start, from.position() - start - 1, StandardCharsets.UTF_8);
    }

    private static String plain(String sql) {
        return sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
