using System.Globalization;
using Headroom.Contracts.Power;

namespace Headroom.SimulatedNodes.Cards;

/// <summary>What a card is set to. A card keeps it whether an agent runs or not, so it is on disk.</summary>
/// <param name="Limit">Milliwatts.</param>
/// <param name="Clocks">Locked; null for none.</param>
internal sealed record CardSettings(uint Limit, ClockRange? Clocks)
{
    /// <returns>What the file says; null where there is none, or it is none.</returns>
    public static CardSettings? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        return File.ReadAllText(file).Trim().Split(' ') switch
        {
            ["limit", var limit] when Number(limit) is { } milliwatts => new CardSettings(milliwatts, null),
            ["limit", var limit, "clocks", var low, var high] when (Number(limit), Number(low), Number(high)) is ({ } milliwatts, { } from, { } to) =>
                new CardSettings(milliwatts, new ClockRange(from, to)),
            _ => null,
        };
    }

    /// <exception cref="IOException">The place cannot be written.</exception>
    public void Write(string file)
    {
        File.WriteAllText(file + ".new", Clocks is { } clocks
            ? string.Create(CultureInfo.InvariantCulture, $"limit {Limit} clocks {clocks.MinMegahertz} {clocks.MaxMegahertz}\n")
            : string.Create(CultureInfo.InvariantCulture, $"limit {Limit}\n"));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
