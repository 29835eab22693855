package dev.belay.notice;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Has the settings of notices looked at before anything starts.
public final class NoticeCheck implements ConfigCheck {
    private static final String PREFIX = "belay.notice.";

    @Override
    public List<Class<?>> mappings() {
        return List.of(NoticeConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        NoticeConfig notice = config.getConfigMapping(NoticeConfig.class);
        List<Problem> problems = new ArrayList<>();
        for (String type : notice.types()) {
            if (!Notice.TYPES.contains(type)) {
                add("types", "there is no \"" + type + "\"; there are: " + String.join(", ", Notice.TYPES), problems);
            }
        }
        notice.baseUrl().ifPresent(url -> address("base-url", url, true, problems));
        webhook(notice.webhook(), problems);
        email(notice.email(), config, problems);
        positive("first-retry", notice.firstRetry(), problems);
        positive("longest-retry", notice.longestRetry(), problems);
        positive("give-up-after", notice.giveUpAfter(), problems);
        positive("webhook.timeout", notice.webhook().timeout(), problems);
        positive("email.timeout", notice.email().timeout(), problems);
        return problems;
    }

    private static void webhook(NoticeConfig.Webhook webhook, List<Problem> problems) {
        List<String> secrets = webhook.secrets().orElse(List.of());
        webhook.url().ifPresent(url -> {
            address("webhook.url", url, webhook.allowPlain(), problems);
            if (secrets.isEmpty()) {
                add("webhook.secrets", "is needed with webhook.url: nobody believes an unsigned notice", problems);
            }
        });
        for (int i = 0; i < secrets.size(); i++) {
            String problem = Signature.problem(secrets.get(i));
            if (problem != null) {
                add("webhook.secrets[" + i + "]", problem, problems);
            }
        }
    }

    private static void email(NoticeConfig.Email email, SmallRyeConfig config, List<Problem> problems) {
        List<String> to = email.to().orElse(List.of());
        for (int i = 0; i < to.size(); i++) {
            if (!to.get(i).contains("@")) {
                add("email.to[" + i + "]", "is no e-mail address", problems);
            }
        }
        boolean from = email.from().isPresent()
                || config.getOptionalValue("quarkus.mailer.from", String.class).isPresent();
        if (!to.isEmpty() && !from) {
            add("email.from", "is needed with email.to, or quarkus.mailer.from", problems);
        }
    }

    private static void address(String property, String text, boolean plain, List<Problem> problems) {
        try {
            URI uri = URI.create(text);
            boolean scheme = "https".equals(uri.getScheme()) || plain && "http".equals(uri.getScheme());
            if (!scheme || uri.getHost() == null) {
                add(property, "must be a whole address that begins with https://", problems);
            }
        } catch (IllegalArgumentException _) {
            add(property, "is not an address", problems);
        }
    }

    private static void positive(String property, Duration duration, List<Problem> problems) {
        if (!duration.isPositive()) {
            add(property, "must be more than 0", problems);
        }
    }

    private static void add(String property, String message, List<Problem> problems) {
        problems.add(new Problem(PREFIX + property, message));
    }
}
