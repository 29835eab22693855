/// What happens before the application runs, for the commands that need it: the configuration file is named and
/// checked, a database found, and only then is Quarkus started.
package dev.belay.edge.cli.boot;
