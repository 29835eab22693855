package dev.belay.crash.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One request of HTTP/1.1 is one frame.
public final class HttpFraming implements Framing {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final String END_OF_CHUNKS = "0\r\n\r\n";

    @Override
    public Frame next(InputStream from) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        if (!readUntil(from, request, "\r\n\r\n")) {
            return null;
        }
        String head = request.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            request.write(from.readNBytes(Integer.parseInt(length.group(1))));
        } else if (head.contains("\r\ntransfer-encoding: chunked")) {
            readUntil(from, request, END_OF_CHUNKS);
        }
        return new Frame(request.toByteArray(), request.toString(StandardCharsets.UTF_8), true);
    }

    private static boolean readUntil(InputStream from, ByteArrayOutputStream into, String end) throws IOException {
        int matched = 0;
        while (matched < end.length()) {
            int next = from.read();
            if (next < 0) {
                return false;
            }
            into.write(next);
            if (next == end.charAt(matched)) {
                matched++;
            } else {
                matched = next == end.charAt(0) ? 1 : 0;
            }
        }
        return true;
    }
}
