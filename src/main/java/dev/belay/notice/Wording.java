package dev.belay.notice;

import dev.belay.platform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a notice says, as JSON and as a letter. Arguments are left out unless they are asked for.
///
/// @param base with which links begin, without a slash at its end
record Wording(Optional<String> base, boolean arguments) {

    static Wording of(NoticeConfig config) {
        return new Wording(config.baseUrl().map(url -> url.replaceFirst("/+$", "")), config.includeArguments());
    }

    /// The payload of Standard Webhooks: `type`, `timestamp` and `data`.
    String json(Notice notice) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", notice.type());
        message.put("timestamp", notice.at().toString());
        message.put("data", data(notice));
        return Json.write(message);
    }

    private Map<String, Object> data(Notice notice) {
        Map<String, Object> data = new LinkedHashMap<>();
        put(data, "run_id", notice.runId());
        data.put("state", notice.state());
        Notice.Approval approval = notice.about().approval();
        if (approval != null) {
            data.put("approval_id", approval.id());
            put(data, "kind", approval.kind());
            put(data, "tool", approval.tool());
            put(data, "risk", approval.risk());
            data.put("reasons", approval.reasonsAsJson());
            put(data, "group", approval.group());
            put(data, "deadline", approval.deadline());
            put(data, "decided_by", approval.decidedBy());
            put(data, "arguments", arguments ? approval.arguments() : null);
        }
        Notice.Doubt doubt = notice.about().doubt();
        if (doubt != null) {
            data.put("effect", doubt.key());
            put(data, "tool", doubt.tool());
            put(data, "effect_class", doubt.effectClass());
            put(data, "arguments", arguments ? doubt.arguments() : null);
        }
        Notice.Alarm alarm = notice.about().alarm();
        if (alarm != null) {
            put(data, "subject", alarm.subject());
            put(data, "cause", alarm.cause());
            put(data, "what", alarm.what());
        }
        put(data, "link", link(notice));
        return data;
    }

    String subject(Notice notice) {
        Notice.About about = notice.about();
        Notice.Approval approval = about.approval();
        String what =
                switch (notice.type()) {
                    case "approval.asked" -> approval.group() + " is asked";
                    case "approval.escalated" -> approval.group() + " is asked, nobody decided in time";
                    case "approval.decided" -> "decided: " + notice.state().toLowerCase(java.util.Locale.ROOT);
                    case "approval.expired" -> "closed, nobody decided";
                    case "doubt.raised" -> "nobody knows whether it happened";
                    case "alert.raised" ->
                        "look at " + about.alarm().subject() + ": "
                                + about.alarm().cause();
                    case "alert.cleared" ->
                        "over: " + about.alarm().subject() + ": "
                                + about.alarm().cause();
                    default -> "a run rests: " + notice.state();
                };
        return "[Belay] " + what + tool(notice).map(tool -> " (" + tool + ")").orElse("");
    }

    String letter(Notice notice) {
        StringBuilder text = new StringBuilder();
        text.append(notice.type()).append(", ").append(notice.at()).append("\n\n");
        data(notice).forEach((name, value) -> text.append(name.replace('_', ' '))
                .append(": ")
                .append(value instanceof Iterable<?> ? Json.write(value) : value)
                .append('\n'));
        return text.toString();
    }

    private static Optional<String> tool(Notice notice) {
        return Optional.ofNullable(notice.about().approval())
                .map(Notice.Approval::tool)
                .or(() -> Optional.ofNullable(notice.about().doubt()).map(Notice.Doubt::tool));
    }

    private String link(Notice notice) {
        Notice.About about = notice.about();
        String path;
        if (about.doubt() != null) {
            path = "/api/v1/doubts/" + about.doubt().key();
        } else if (about.approval() != null) {
            path = "/api/v1/approvals/" + about.approval().id();
        } else if (about.alarm() != null) {
            path = "/api/v1/alerts";
        } else {
            path = "/api/v1/runs/" + notice.runId();
        }
        return base.map(url -> url + path).orElse(null);
    }

    private static void put(Map<String, Object> data, String name, Object value) {
        if (value != null) {
            data.put(name, value instanceof java.time.Instant ? value.toString() : value);
        }
    }
}
