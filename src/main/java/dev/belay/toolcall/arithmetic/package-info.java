/// Works out numbers that are written as sums or products.
///
/// On the path: where a value should stand and a number is followed by an operator, the reader of values asks here.
package dev.belay.toolcall.arithmetic;
