namespace Headroom.NodeAgent.Gpus;

/// <summary>What came of setting something.</summary>
internal enum SetOutcome
{
    Done,

    /// <summary>Only root may.</summary>
    NotPermitted,

    /// <summary>Any other reason.</summary>
    Refused,
}
