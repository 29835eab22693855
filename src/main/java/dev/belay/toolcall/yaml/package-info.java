/// Reads small blocks of YAML as the values of JSON that they mean.
///
/// On the path: dialects that fence a call as YAML read its arguments here. Nothing is constructed but plain values.
package dev.belay.toolcall.yaml;
