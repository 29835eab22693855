/// Approvals below `/api/v1/approvals`: what waits for a person is listed, shown and decided here.
///
/// On the path it stands behind the run: what is decided here makes a resting run go on, in whichever process.
package dev.belay.edge.rest.approval;
