namespace Headroom.Operators.Power.Running;

/// <summary>A node with GPUs whose agent has never reported.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Domain">The feed it hangs on directly.</param>
internal sealed record UnheardNode(string Name, string Domain);
