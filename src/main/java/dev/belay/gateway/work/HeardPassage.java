package dev.belay.gateway.work;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Failure;
import dev.belay.exchange.speech.Speech;
import dev.belay.tier.Passage;

/// A passage whose caller hears what is said on it.
record HeardPassage(Passage passage, Speech speech) implements Passage {

    @Override
    public void chose(Choice choice) {
        passage.chose(choice);
    }

    @Override
    public Choice chosen(String by) {
        return passage.chosen(by);
    }

    @Override
    public Attempt begin(String tier, int index) {
        return passage.begin(tier, index);
    }

    @Override
    public void permit(Act act, Cancellation attempt) {
        passage.permit(act, attempt);
    }

    @Override
    public Part part(String tier, String why) {
        return passage.part(tier, why);
    }

    @Override
    public String bound() {
        return passage.bound();
    }

    @Override
    public void goOn() {
        passage.goOn();
    }

    @Override
    public Poll poll() {
        return passage.poll();
    }

    @Override
    public void settle() {
        passage.settle();
    }

    @Override
    public void fell(String tier, Failure failure, String next) {
        passage.fell(tier, failure, next);
    }
}
