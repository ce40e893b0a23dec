namespace Headroom.ControlPlane.Api.Buffers;

/// <summary>What a wait for a channel ended with.</summary>
internal enum ReaderState
{
    Readable,
    Idle,
    Closed,
}
