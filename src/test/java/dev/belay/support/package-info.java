/// Real parts that tests share: a PostgreSQL, and a provider to talk to.
package dev.belay.support;
