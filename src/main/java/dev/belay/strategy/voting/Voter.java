package dev.belay.strategy.voting;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.Sampling;
import dev.belay.strategy.voting.rule.Rules;
import java.util.ArrayList;
import java.util.List;

/// Who votes: a tier, or a persona that works in one.
///
/// @param place among all, from 0
/// @param persona `null` for a tier
record Voter(int place, String name, String tier, Rules.Persona persona) {

    /// @param live the tiers that ask models, at least one
    static List<Voter> of(List<String> live, List<Rules.Persona> panel) {
        List<Voter> voters = new ArrayList<>();
        if (panel.isEmpty()) {
            live.forEach(tier -> voters.add(new Voter(voters.size(), tier, tier, null)));
        }
        for (Rules.Persona persona : panel) {
            String dealt = live.get(voters.size() % live.size());
            String tier = live.contains(persona.tier()) ? persona.tier() : dealt;
            voters.add(new Voter(voters.size(), persona.name(), tier, persona));
        }
        return List.copyOf(voters);
    }

    /// The request as this voter gets it.
    ///
    /// @param argument what the others said in the round before, or `null` in the first
    Request words(Request request, String argument) {
        List<Message> messages = new ArrayList<>();
        if (persona != null) {
            messages.add(new Message.System(persona.system()));
        }
        messages.addAll(request.conversation().messages());
        if (argument != null) {
            messages.add(new Message.User(argument));
        }
        Request.Conversation asked = request.conversation();
        var conversation =
                new Request.Conversation(messages, sampling(asked.sampling()), asked.format(), asked.expected());
        return new Request(conversation, request.tools(), request.way(), request.terms());
    }

    private Sampling sampling(Sampling asked) {
        return persona == null || persona.temperature() == null
                ? asked
                : new Sampling(
                        persona.temperature(),
                        asked.topP(),
                        asked.maxTokens(),
                        asked.stop(),
                        asked.seed(),
                        asked.extra());
    }
}
