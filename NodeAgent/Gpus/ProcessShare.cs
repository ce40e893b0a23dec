namespace Headroom.NodeAgent.Gpus;

/// <summary>How busy one process kept a card's cores, in percent.</summary>
internal readonly record struct ProcessShare(uint ProcessId, uint Percent);
