using System.Globalization;
using Headroom.Cli.Terminal;

namespace Headroom.Cli.FleetPlanning;

/// <summary>NAME=NUMBER of an option that may be repeated.</summary>
internal sealed record NamedNumber(string Name, double Value)
{
    /// <exception cref="OptionException">It is none, or the number is below the least.</exception>
    public static NamedNumber Parse(string option, string text, double least, string allowed)
    {
        var equals = text.LastIndexOf('=');
        return equals > 0 && double.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= least
            ? new NamedNumber(text[..equals].Trim(), value)
            : throw OptionException.Of(option, text, allowed);
    }

    /// <summary>A list with the named candidate changed.</summary>
    /// <exception cref="OptionException">No candidate has the name.</exception>
    public IReadOnlyList<Candidate> Apply(string option, IReadOnlyList<Candidate> candidates, Func<Candidate, double, Candidate> change) =>
        candidates.Any(IsIt)
            ? [.. candidates.Select(c => IsIt(c) ? change(c, Value) : c)]
            : throw OptionException.Of(option, Name, $"one of {string.Join(", ", candidates.Select(static c => c.Gpu.Name))}");

    private bool IsIt(Candidate candidate) => candidate.Gpu.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
