/// The PostgreSQL that comes along: started by `main` before Quarkus when no other database is configured.
///
/// Left out of production images with `-Dbelay.embedded=false`; nothing refers to it but its service file.
package dev.belay.platform.embedded;
