using Microsoft.Extensions.Primitives;

namespace Headroom.Testing;

/// <summary>A request as the scripted server received it.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Target">Path and query, as sent.</param>
/// <param name="Headers">By name, whatever the case.</param>
/// <param name="Body">UTF-8 text; empty without a body.</param>
public sealed record RecordedRequest(
    string Method, string Target, IReadOnlyDictionary<string, StringValues> Headers, string Body)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
