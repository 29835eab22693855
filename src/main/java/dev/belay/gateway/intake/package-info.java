/// Intake: reads what was sent, strictly. What is not understood is refused with its place, never ignored.
///
/// On the path between an edge, which knows its own shape, and admission.
package dev.belay.gateway.intake;
