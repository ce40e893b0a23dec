namespace Headroom.Placement.Fleet;

/// <summary>Requests of about one size, cut into equal slices that are each served by one GPU type.</summary>
/// <param name="Name">Such as "input ≤ 512, output ≤ 128".</param>
/// <param name="Slices">Parts that may be served by different types, ≥ 1.</param>
/// <param name="LoadPerSlice">By GPU type, in GPUs: a slice's requests/s over the most that one GPU serves within the
/// service level. Infinite where the type cannot keep it.</param>
public sealed record FleetBucket(string Name, int Slices, IReadOnlyList<double> LoadPerSlice);
