package dev.belay.whole;

import java.util.List;

/// Texts that are easily found again where they should not be. None looks like a key of a known provider, so that only
/// knowing the configured secrets can keep them out.
final class Canaries {
    static final String PROVIDER_KEY = "canaryOfTheProvider";
    static final String PROVIDER_HEADER = "canaryOfTheProvidersHeader";
    static final String TOOL_HEADER = "canaryOfTheTool";
    static final String CALLER_SECRET = "canaryOfTheCaller0123456789";
    /// An API key of Belay's with all scopes.
    static final String ADMIN_KEY = "belay_canary_" + CALLER_SECRET;

    static final String PROMPT = "canaryOfThePrompt";
    /// In `lookup.yaml`, too.
    static final String ARGUMENT = "canaryOfTheArgument";
    /// What tools bring back.
    static final String RESULT = "canaryOfTheResult";

    static final List<String> SECRETS = List.of(PROVIDER_KEY, PROVIDER_HEADER, TOOL_HEADER, CALLER_SECRET);
    static final List<String> CONTENT = List.of(PROMPT, ARGUMENT, RESULT);

    private Canaries() {}
}
