package dev.belay.gateway.admission;

import static dev.belay.gateway.Refusal.Kind.FORBIDDEN;
import static dev.belay.gateway.Refusal.Kind.INVALID;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.gateway.Known;
import dev.belay.gateway.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides which tools a request offers.
final class Tools {
    private final List<String> existing;
    private final List<String> allowed;
    private final Caller caller;

    Tools(List<Known.Tool> known, Caller caller) {
        this.existing = known.stream().map(Known.Tool::name).toList();
        this.allowed = existing.stream().filter(caller::mayUse).toList();
        this.caller = caller;
    }

    /// @param byPolicy names of tools for a request that names none
    Request.Offer admit(Request.Offer asked, List<String> byPolicy) {
        List<String> server = asked.server().isEmpty() ? byPolicy : asked.server();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < server.size(); i++) {
            admit(server.get(i), "tools[" + i + "]", names);
        }
        for (ToolSpec tool : asked.client()) {
            if (!names.add(tool.name())) {
                throw new Refusal(INVALID, "tools", "the tool \"" + tool.name() + "\" is offered twice");
            }
        }
        check(asked.choice(), names);
        return new Request.Offer(server, asked.client(), asked.choice());
    }

    private void admit(String name, String field, Set<String> names) {
        if (!existing.contains(name)) {
            throw new Refusal(INVALID, field, Admission.none("tool", name, allowed));
        }
        if (!caller.mayUse(name)) {
            throw new Refusal(FORBIDDEN, field, "this key may not use the tool \"" + name + "\"");
        }
        if (!names.add(name)) {
            throw new Refusal(INVALID, field, "the tool \"" + name + "\" is offered twice");
        }
    }

    private static void check(ToolChoice choice, Set<String> offered) {
        boolean impossible =
                switch (choice.mode()) {
                    case AUTO, NONE -> false;
                    case REQUIRED -> offered.isEmpty();
                    case NAMED -> !offered.contains(choice.name());
                };
        if (impossible) {
            throw new Refusal(INVALID, "tool_choice", "the choice asks for a tool that the request does not offer");
        }
    }
}
