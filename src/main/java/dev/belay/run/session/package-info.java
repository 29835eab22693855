/// Sessions: what a caller's runs said to each other. Read when the gateway puts a session's history before a request.
package dev.belay.run.session;
