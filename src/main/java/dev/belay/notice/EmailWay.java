package dev.belay.notice;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import java.util.List;

/// Writes notices as e-mail, one letter to all addresses.
///
/// All letters begin on one event loop. The mail client of Vert.x listens to a new connection only once its pool has
/// handed it over, and drops a greeting that was faster, as happens when the pool is asked on one thread while the
/// connection is read on another. The letter is then lost until its time is up.
final class EmailWay implements Way {
    private final NoticeConfig.Email config;
    private final Wording wording;
    private final ReactiveMailer mailer;
    private final Context loop;

    /// @param config with addresses
    EmailWay(NoticeConfig.Email config, Wording wording, ReactiveMailer mailer, Vertx vertx) {
        this.config = config;
        this.wording = wording;
        this.mailer = mailer;
        this.loop = vertx.getOrCreateContext();
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
            mailer.send(mail)
                    .runSubscriptionOn(letter -> loop.runOnContext(_ -> letter.run()))
                    .await()
                    .atMost(config.timeout());
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /// A reply of 5xx stays what it is however often it is asked for (RFC 5321, 4.2.1). What the server wrote is left
    /// out: it may quote addresses and names.
    private static Failed refused(RuntimeException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof SMTPException)) {
            cause = cause.getCause();
        }
        return cause instanceof SMTPException reply
                ? new Failed("the mail server answered " + reply.getReplyCode(), reply.isPermanent())
                : new Failed("the mail server did not take it (" + e.getClass().getSimpleName() + ")", false);
    }
}
