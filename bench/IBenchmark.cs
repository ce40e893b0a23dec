using System.Text.Json.Nodes;

namespace Headroom.Bench;

/// <summary>One benchmark: prints progress and a table, and returns its numbers.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Description { get; }

    /// <exception cref="BenchException">It cannot run here.</exception>
    Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct);
}
