package dev.belay.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.belay.crash.rig.OwnDatabase;
import dev.belay.drill.StandIn;
import dev.belay.support.BelayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// Looks at a process from outside: through Linux' `/proc`, JMX, and the tables of its database.
final class Inspection implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String TIME_WAIT = "06";
    private static final String LISTEN = "0A";
    private static final long MIB = 1024 * 1024;

    private final Path proc;
    private final StandIn provider;
    private final OwnDatabase database;
    private final JMXConnector jmx;
    private final MBeanServerConnection beans;

    Inspection(BelayProcess process, StandIn provider, OwnDatabase database) throws IOException {
        this.proc = Path.of("/proc/" + process.pid());
        this.provider = provider;
        this.database = database;
        this.jmx = JMXConnectorFactory.connect(new JMXServiceURL(agent(process)));
        this.beans = jmx.getMBeanServerConnection();
    }

    private static String agent(BelayProcess process) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /// @param collect whether the heap is collected, and looked at after that
    Map<Gauge, Long> look(boolean collect) throws IOException {
        Map<Gauge, Long> seen = new EnumMap<>(Gauge.class);
        if (collect) {
            MemoryMXBean memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
            memory.gc();
            seen.put(Gauge.HEAP, memory.getHeapMemoryUsage().getUsed() / MIB);
        }
        seen.put(Gauge.MEMORY, status("VmRSS:") / 1024);
        seen.put(Gauge.THREADS, status("Threads:"));
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            seen.put(Gauge.FILES, files.count());
        }
        seen.put(Gauge.AT_PROVIDER, connectionsAtProvider());
        seen.put(Gauge.AT_DATABASE, connectionsAtDatabase());
        seen.put(Gauge.RUNS, count("run where state = 'RUNNING'"));
        seen.put(Gauge.EFFECTS, count("effect where state in ('INTENDED', 'STARTED')"));
        seen.put(Gauge.LEASES, leases());
        return seen;
    }

    /// Whoever asks the provider is the process: callers ask the process.
    long connectionsAtProvider() throws IOException {
        long count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/net/" + table))) {
                count += lines.skip(1).filter(this::atProvider).count();
            }
        }
        return count;
    }

    private boolean atProvider(String line) {
        String[] columns = line.strip().split("\\s+");
        String state = columns[3];
        return columns[2].endsWith(":%04X".formatted(provider.port()))
                && !state.equals(TIME_WAIT)
                && !state.equals(LISTEN);
    }

    long connectionsAtDatabase() {
        return count("pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");
    }

    long leases() {
        return count("process where ended_at is null");
    }

    long inDoubt() {
        return count("effect where state = 'IN_DOUBT'");
    }

    /// Connections on which a transaction was begun and not ended.
    long transactions() {
        return count("pg_stat_activity where state like 'idle in transaction%'");
    }

    /// Attempts at the provider that are not over, of the latest that it remembers.
    long attempts() {
        return provider.log().stream()
                .filter(seen -> seen.times().ended() == null)
                .count();
    }

    long virtualThreads() throws IOException {
        Path dump = Files.createTempFile("threads", ".txt");
        Files.delete(dump);
        var diagnostics = ManagementFactory.getPlatformMXBean(beans, HotSpotDiagnosticMXBean.class);
        diagnostics.dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.filter(line -> line.startsWith("#") && line.contains(" virtual"))
                    .count();
        } finally {
            Files.delete(dump);
        }
    }

    private long count(String what) {
        return Long.parseLong(
                database.rows("select count(*)::text from " + what).getFirst().getFirst());
    }

    private long status(String name) throws IOException {
        try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
            String line =
                    lines.filter(each -> each.startsWith(name)).findFirst().orElseThrow();
            Matcher number = NUMBER.matcher(line);
            number.find();
            return Long.parseLong(number.group());
        }
    }

    @Override
    public void close() {
        try {
            jmx.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
