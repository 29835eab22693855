/// Human approval: durable decisions of people about single calls, answers and questions. On the path, the tool door
/// asks here after the schema and before the effect begins; edges let people decide here.
package dev.belay.approval;
