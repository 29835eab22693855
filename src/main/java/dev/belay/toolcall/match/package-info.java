/// The tools that are offered, and whether what was written as a call is a call of one of them: names by exact match or
/// by unambiguous normalisation, positional arguments through the order of the schema, values coerced where nothing is
/// lost. On the path behind the dialects, which know no schema.
package dev.belay.toolcall.match;
