package dev.belay.notice;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import java.util.List;

/// Writes notices as e-mail, one letter to all addresses.
final class EmailWay implements Way {
    private final NoticeConfig.Email config;
    private final Wording wording;
    private final Mailer mailer;

    /// @param config with addresses
    EmailWay(NoticeConfig.Email config, Wording wording, Mailer mailer) {
        this.config = config;
        this.wording = wording;
        this.mailer = mailer;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public void send(Notice notice) throws Failed {
        Mail mail = new Mail()
                .setTo(List.copyOf(config.to().orElseThrow()))
                .setSubject(wording.subject(notice))
                .setText(wording.letter(notice))
                .addHeader("Message-ID", "<" + notice.id() + "@belay>");
        config.from().ifPresent(mail::setFrom);
        try {
            mailer.send(mail);
        } catch (RuntimeException e) {
            throw new Failed("the mail server did not take it (" + e.getClass().getSimpleName() + ")", false);
        }
    }
}
