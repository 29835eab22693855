/// The tiers that ask a model and let it use tools, each with another framework's loop.
///
/// What they share is one [dev.belay.tier.agent.AgentSession] per attempt: the transcript to begin with, the
/// model door and the tool door behind two methods, every limit, and whatever stopped the attempt. A framework
/// only drives it. On the path between the chain and the two doors.
package dev.belay.tier.agent;
