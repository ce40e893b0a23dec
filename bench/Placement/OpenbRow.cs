using System.Globalization;

namespace Headroom.Bench.Placement;

/// <summary>Some cells of one line and where it stands.</summary>
internal sealed record OpenbRow(IReadOnlyList<string> Cells, string Where)
{
    public int Number(int cell) => int.TryParse(Cells[cell], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new BenchException($"{Where}: '{Cells[cell]}' is no whole number");
}
