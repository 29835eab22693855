package dev.belay.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.roastedroot.quickjs4j.core.Builtins;
import io.roastedroot.quickjs4j.core.Engine;
import io.roastedroot.quickjs4j.core.HostFunction;
import io.roastedroot.quickjs4j.core.ScriptCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.Memory;
import run.endive.wasm.types.MemoryLimits;

/// QuickJS with our prelude loaded. Used by one thread at a time; after an exception it must not be used again.
///
/// The interpreter's WebAssembly was compiled to Java classes when its jar was built: what takes a second the first
/// time is loading these. Our own two scripts are compiled once for all guests; programs are given to `eval`.
final class Guest {
    private static final int PAGES_PER_MIB = 16;
    private static final byte[] PRELUDE = load();
    private static final byte[] RUN = "$belay.run()".getBytes(StandardCharsets.UTF_8);
    private static final ScriptCache COMPILED = new Compiled();

    private final Engine engine;
    private BinaryOperator<String> bridge;

    /// @param memory most of it, in MiB
    Guest(int memory) {
        int pages = memory * PAGES_PER_MIB;
        List<Class> texts = List.of(String.class, String.class);
        engine = Engine.builder()
                .withMemoryFactory(limits -> capped(limits, pages))
                .withCache(COMPILED)
                .withObjectMapper(new ObjectMapper())
                .withStdout(new Bounded())
                .withStderr(new Bounded())
                .addBuiltins(Builtins.builder("belay")
                        .add(new HostFunction("host", texts, String.class, this::asked))
                        .build())
                .build();
    }

    /// Runs the program that `$belay.run()` in the prelude asks `bridge` for.
    ///
    /// @param bridge from what is asked and a text to JSON
    void run(BinaryOperator<String> bridge) {
        boolean fresh = this.bridge == null;
        this.bridge = bridge;
        if (fresh) {
            execute(PRELUDE);
        }
        execute(RUN);
    }

    private void execute(byte[] script) {
        int code = engine.compileRaw(script);
        engine.exec(code);
        engine.free(code);
    }

    private Object asked(List<Object> arguments) {
        return bridge.apply((String) arguments.get(0), (String) arguments.get(1));
    }

    private static Memory capped(MemoryLimits wanted, int pages) {
        return new ByteArrayMemory(new MemoryLimits(
                wanted.initialPages(), Math.max(wanted.initialPages(), Math.min(wanted.maximumPages(), pages))));
    }

    private static byte[] load() {
        try (InputStream script = Guest.class.getResourceAsStream("prelude.js")) {
            return script.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Holds the scripts of this class, so never more than two.
    private static final class Compiled implements ScriptCache {
        private final Map<ByteBuffer, byte[]> scripts = new ConcurrentHashMap<>();

        @Override
        public boolean exists(byte[] script) {
            return scripts.containsKey(ByteBuffer.wrap(script));
        }

        @Override
        public void set(byte[] script, byte[] code) {
            scripts.put(ByteBuffer.wrap(script), code);
        }

        @Override
        public byte[] get(byte[] script) {
            return scripts.get(ByteBuffer.wrap(script));
        }
    }

    /// What the interpreter itself writes: nobody reads it, and it must not grow.
    private static final class Bounded extends ByteArrayOutputStream {
        private static final int MOST = 16_384;

        @Override
        public synchronized void write(int one) {
            if (count < MOST) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, MOST - count));
        }
    }
}
