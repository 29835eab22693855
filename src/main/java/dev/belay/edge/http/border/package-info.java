/// Where a request comes in before anything is known of it but its head: whether its body may be read at all, and what
/// is said in place of a framework that would say nothing.
///
/// On the path in front of every edge.
package dev.belay.edge.http.border;
