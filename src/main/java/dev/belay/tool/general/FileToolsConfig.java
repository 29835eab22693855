package dev.belay.tool.general;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// The tools that read and write files.
@ConfigMapping(prefix = "belay.tools")
public interface FileToolsConfig {

    /// Folder that `list_files`, `read_file`, `search_files` and `write_file` work in; nothing outside of it
    /// can be reached. It must exist. Without it these tools are not offered.
    Optional<String> root();

    /// Bytes of the largest file that is read, searched or written.
    @WithDefault("1048576")
    int maxFileBytes();
}
