package dev.belay.gateway.store;

import dev.belay.run.more.AskForMore;
import dev.belay.run.review.AnswerReview;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Where people come in between a run's work and its end.
@Singleton
class People {
    private final AnswerReview review;
    private final AskForMore more;

    @Inject
    People(AnswerReview review, AskForMore more) {
        this.review = review;
        this.more = more;
    }

    AnswerReview review() {
        return review;
    }

    AskForMore more() {
        return more;
    }
}
