using Headroom.Cli.Terminal;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>The GPU types to choose from, with prices and limits as typed.</summary>
internal static class CandidateReader
{
    public const string AllowedPrice = "NAME=DOLLARS with a price per hour above 0, for example H100=3.2";
    public const string AllowedLimit = "NAME=COUNT with a whole number of 0 or more, for example L4=8";

    /// <exception cref="OptionException">An option cannot be used.</exception>
    public static async Task<IReadOnlyList<Candidate>> ReadAsync(PlanOptions options, CancellationToken ct)
    {
        List<Candidate> candidates = [];
        foreach (var file in options.Profiles)
        {
            candidates.Add(Candidate.MeasuredAs(await ProfileReader.ReadAsync(file, ct)));
        }

        if (candidates.Count == 0)
        {
            candidates.AddRange(Estimated(options.Gpus));
        }

        if (candidates.Find(c => c.Measured is { } profile && !profile.Grid.IsSameAs(candidates[0].Measured!.Grid)) is { } other)
        {
            throw new OptionException($"--profile: {other.Gpu.Name} was measured for other sizes than {candidates[0].Gpu.Name}: profiles that are compared need the same buckets");
        }

        IReadOnlyList<Candidate> changed = candidates;
        foreach (var text in options.Prices)
        {
            changed = Price("--price", text, changed);
        }

        foreach (var text in options.Available)
        {
            changed = Limit("--available", text, changed);
        }

        return changed;
    }

    public static IReadOnlyList<Candidate> Price(string option, string text, IReadOnlyList<Candidate> candidates) =>
        NamedNumber.Parse(option, text, 1e-6, AllowedPrice).Apply(option, candidates, static (c, v) => c with { Gpu = c.Gpu with { DollarsPerHour = v } });

    public static IReadOnlyList<Candidate> Limit(string option, string text, IReadOnlyList<Candidate> candidates) =>
        NamedNumber.Parse(option, text, 0, AllowedLimit) is { Value: var value } limit && value == Math.Floor(value) && value <= 1_000_000
            ? limit.Apply(option, candidates, static (c, v) => c with { Gpu = c.Gpu with { Available = (int)v } })
            : throw OptionException.Of(option, text, AllowedLimit);

    private static IEnumerable<Candidate> Estimated(string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        var known = string.Join(", ", PublishedGpus.All.Select(static g => g.Name));
        return names.Length == 0
            ? throw OptionException.Of("--gpus", text, $"one or more of {known}, separated by commas")
            : names.Select(n => Candidate.Estimated(PublishedGpus.All.FirstOrDefault(g => g.Name.Equals(n, StringComparison.OrdinalIgnoreCase))
                ?? throw OptionException.Of("--gpus", n, $"one or more of {known}, separated by commas; others need a --profile")));
    }
}
