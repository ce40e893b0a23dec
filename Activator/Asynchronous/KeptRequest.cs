using Headroom.Activator.Routing;

namespace Headroom.Activator.Asynchronous;

/// <summary>A request as it was accepted.</summary>
/// <param name="Id">Cannot be guessed: whoever has it may fetch the result.</param>
/// <param name="Service">Whose it is.</param>
/// <param name="Host">As the client named it.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Without those between two neighbours.</param>
/// <param name="Attempts">Deliveries begun.</param>
internal sealed record KeptRequest(
    Guid Id, ServiceKey Service, string Host, string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, int Attempts);
