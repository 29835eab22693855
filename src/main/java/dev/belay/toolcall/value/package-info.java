/// Reads single values as models write them, and names every repair that was needed for it.
///
/// On the path: the dialects of the parser find the places at which a value or a call stands; here it is read from
/// that place on, up to where it ends. What would need a guess is refused with a reason. Nothing here knows a schema.
package dev.belay.toolcall.value;
