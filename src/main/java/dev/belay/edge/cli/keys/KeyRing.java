package dev.belay.edge.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Where keys are kept. Keys are told of in the words of the native API.
interface KeyRing {

    /// @param tools names of the tools the key may use, or `null` for all
    /// @return the key with its secret in `key`, which is shown this once
    JsonNode create(String name, List<String> scopes, List<String> tools);

    JsonNode list();

    void revoke(String id);
}
