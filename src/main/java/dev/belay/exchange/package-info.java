/// The vocabulary of Belay: what is asked, what is answered, how things fail, and what is announced meanwhile.
///
/// Every other package speaks these words; this one depends on the JDK alone.
package dev.belay.exchange;
