/// Tells people outside of approvals that wait, runs that rest and effects in doubt, by signed webhook and by e-mail.
/// Beside the
/// path: the database writes down what is to be told with what it tells of, and timers deliver it.
package dev.belay.notice;
