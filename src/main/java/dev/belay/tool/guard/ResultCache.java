package dev.belay.tool.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.belay.platform.Time;
import java.time.Duration;

/// Results of tools that only read, for the caller who asked, across runs. In memory, bounded, thread-safe.
public final class ResultCache {
    private final Cache<Key, Kept> results;
    private final Duration ttl;
    private final Time time;

    public ResultCache(CacheConfig config, Time time) {
        this.ttl = config.ttl();
        this.time = time;
        Duration longest = config.stale().compareTo(ttl) > 0 ? config.stale() : ttl;
        this.results = Caffeine.newBuilder()
                .maximumSize(config.entries())
                .expireAfterWrite(longest)
                .ticker(time::nanos)
                .executor(Runnable::run)
                .build();
    }

    /// @param caller id of the caller
    /// @param arguments as RFC 8785 text
    public record Key(String caller, String tool, String arguments) {}

    /// @param fresh whether it may be given without asking the tool; otherwise only in place of one that fails
    public record Found(String content, Duration age, boolean fresh) {}

    public void keep(Key key, String content) {
        results.put(key, new Kept(content, time.nanos()));
    }

    /// @return `null` if there is none
    public Found find(Key key) {
        Kept kept = results.getIfPresent(key);
        if (kept == null) {
            return null;
        }
        Duration age = time.since(kept.at());
        return new Found(kept.content(), age, age.compareTo(ttl) < 0);
    }

    private record Kept(String content, long at) {}
}
