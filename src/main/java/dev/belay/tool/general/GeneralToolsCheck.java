package dev.belay.tool.general;

import dev.belay.platform.ConfigCheck;
import dev.belay.tool.BadTools;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Has the settings of the general tools looked at before anything starts.
public final class GeneralToolsCheck implements ConfigCheck {
    private static final String HTTP_GET = "belay.tools.http-get.";
    private static final Pattern HOST =
            Pattern.compile("\\*|(?:\\*\\.)?[\\w.-]+(?::\\d{1,5})?|\\[[0-9a-fA-F:.]+](?::\\d{1,5})?");

    @Override
    public List<Class<?>> mappings() {
        return List.of(FileToolsConfig.class, HttpGetConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        List<Problem> problems = new ArrayList<>();
        files(config.getConfigMapping(FileToolsConfig.class), problems);
        pages(config.getConfigMapping(HttpGetConfig.class), problems);
        return problems;
    }

    private static void files(FileToolsConfig files, List<Problem> problems) {
        try {
            new Folder(files).unavailable();
        } catch (BadTools bad) {
            bad.problems().forEach(problem -> problems.add(new Problem(problem.where(), problem.what())));
        }
        positive("belay.tools.max-file-bytes", files.maxFileBytes(), problems);
    }

    private static void pages(HttpGetConfig pages, List<Problem> problems) {
        List<String> hosts = pages.hosts().orElse(List.of());
        for (int i = 0; i < hosts.size(); i++) {
            if (!HOST.matcher(hosts.get(i).strip()).matches()) {
                problems.add(new Problem(
                        HTTP_GET + "hosts[" + i + "]",
                        "is not a host; write it without scheme and path, as example.com, *.example.com or"
                                + " example.com:8443"));
            }
        }
        if (pages.maxRedirects() < 0) {
            problems.add(new Problem(HTTP_GET + "max-redirects", "must not be negative"));
        }
        positive(HTTP_GET + "max-bytes", pages.maxBytes(), problems);
    }

    private static void positive(String property, int value, List<Problem> problems) {
        if (value < 1) {
            problems.add(new Problem(property, "must be more than 0"));
        }
    }
}
