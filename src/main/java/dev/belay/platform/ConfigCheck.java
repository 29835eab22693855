package dev.belay.platform;

import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/// Looks for what is wrong with a part of the configuration beyond the types of its properties. Found by
/// `ServiceLoader`, and used before the application starts: nothing here may need a bean, the database or the network.
public interface ConfigCheck {

    /// The mappings of this part, so that a word that belongs to none of them is told from a property.
    default List<Class<?>> mappings() {
        return List.of();
    }

    /// @param config whole and valid as far as types go; mappings are read with `getConfigMapping`
    List<Problem> problems(SmallRyeConfig config);

    /// What is probably not meant, though nothing forbids it.
    ///
    /// @param config as for [#problems]
    default List<Problem> hints(SmallRyeConfig config) {
        return List.of();
    }

    /// @param property name of the offending property
    /// @param message what is wrong, and what would be right; never the value of a secret
    record Problem(String property, String message) {
        @Override
        public String toString() {
            return property + ": " + message;
        }
    }
}
