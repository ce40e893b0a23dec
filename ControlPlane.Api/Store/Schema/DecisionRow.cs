namespace Headroom.ControlPlane.Api.Store.Schema;

/// <summary>
/// A decision. Measures are single precision, alternatives are packed: 28 bytes of header, 8 + 4 + 8 of keys and time,
/// 3 + 12 + 24 of numbers, about 130 of words, 21 to 23 for each alternative, 16 in the one index.
/// </summary>
/// <remarks>
/// With 12 alternatives 535 bytes were measured, index and page overhead included (StoreSizeTests). An autoscaler that is
/// steady writes one row every 15 minutes; 1,000 of them for 30 days are 2.9 million rows, 1.5 GB; each thousand changes
/// adds half a megabyte.
/// </remarks>
internal sealed class DecisionRow
{
    public long Id { get; init; }

    public int AutoscalerId { get; init; }

    public DateTimeOffset Time { get; init; }

    public short Mode { get; init; }

    public bool Applied { get; init; }

    public int Current { get; init; }

    public int Ready { get; init; }

    public int Desired { get; init; }

    public float? Demand { get; init; }

    public float? PredictedMean { get; init; }

    public float? PredictedUpper { get; init; }

    public float? CapacityPerReplica { get; init; }

    public float? BudgetRemaining { get; init; }

    public float HorizonSeconds { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }

    /// <summary>As <see cref="CandidateCodec"/> packs them; null when none were weighed.</summary>
    public byte[]? Candidates { get; init; }

    /// <summary>jsonb; null when there are none.</summary>
    public string? Rivals { get; init; }
}
