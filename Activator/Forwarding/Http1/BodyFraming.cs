namespace Headroom.Activator.Forwarding.Http1;

/// <summary>How the end of a body is told.</summary>
internal enum BodyFraming
{
    None,
    Length,
    Chunked,

    /// <summary>Of a response alone: it ends with the connection.</summary>
    UntilClose,
}
