namespace Headroom.Activator.Forwarding.Http1;

/// <summary>Who ended a connection before its exchange was over.</summary>
internal enum EndCause
{
    /// <summary>Nobody here: the replica or the network did.</summary>
    None,
    Client,
    Deadline,
}
