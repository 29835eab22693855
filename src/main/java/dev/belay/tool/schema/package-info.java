/// What a tool's arguments have to look like, and how a model's text becomes arguments: parse, coerce without
/// loss, fill in defaults, validate, write canonically.
///
/// On the path: the executor reads every call's arguments here before it looks at the ledger.
package dev.belay.tool.schema;
