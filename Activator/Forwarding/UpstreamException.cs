namespace Headroom.Activator.Forwarding;

/// <summary>A replica closed early, or answered what is not HTTP.</summary>
internal sealed class UpstreamException(string message, bool isMalformed = true) : Exception(message)
{
    /// <summary>False where the replica closed without saying anything wrong.</summary>
    public bool IsMalformed { get; } = isMalformed;
}
