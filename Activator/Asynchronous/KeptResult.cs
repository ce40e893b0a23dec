namespace Headroom.Activator.Asynchronous;

/// <summary>How far a request is.</summary>
internal enum KeptState
{
    /// <summary>To be delivered.</summary>
    Waiting,

    /// <summary>The service has answered.</summary>
    Done,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>What a client that asks for its result gets.</summary>
/// <param name="Attempts">Deliveries begun.</param>
/// <param name="Status">Of the service's last response; null where it gave none.</param>
/// <param name="Error">What went wrong last; null where nothing did.</param>
internal sealed record KeptResult(
    KeptState State, int Attempts, int? Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, string? Error);
