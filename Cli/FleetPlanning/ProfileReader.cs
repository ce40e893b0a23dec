using System.Text.Json;
using Headroom.Cli.Terminal;
using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Cli.FleetPlanning;

/// <summary>
/// A measured profile: {"gpu", "cost" in dollars per hour, "indexes": [[output sizes], [input sizes]], "tputs": a row of requests/s
/// per output size}, as AIBrix writes it.
/// </summary>
internal static class ProfileReader
{
    private const string Option = "--profile";

    /// <exception cref="OptionException">The file cannot be read or is no whole profile; the message says what is missing.</exception>
    public static async Task<ThroughputProfile> ReadAsync(string file, CancellationToken ct)
    {
        var name = Path.GetFileName(file);
        try
        {
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, ct));
            return Read(json.RootElement, name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"{Option}: {file} cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new OptionException($"{Option}: {name} is no profile: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new OptionException($"{Option}: {name}: {error.Message}", error);
        }
    }

    private static ThroughputProfile Read(JsonElement root, string name)
    {
        var gpu = Field(root, "gpu", name).GetString() is { Length: > 0 } text ? text : throw new OptionException($"{Option}: {name}: gpu '' is not allowed: the name of the type");
        var cost = Field(root, "cost", name).GetDouble();
        if (!(cost > 0 && double.IsFinite(cost)))
        {
            throw new OptionException($"{Option}: {name}: cost '{cost}' is not allowed: dollars per hour above 0");
        }

        var indexes = Field(root, "indexes", name).EnumerateArray().Select(static i => i.EnumerateArray().Select(static e => e.GetInt32()).ToList()).ToList();
        if (indexes.Count != 2)
        {
            throw new OptionException($"{Option}: {name}: indexes has {indexes.Count} lists: output sizes, then input sizes are needed");
        }

        var grid = new SizeGrid(indexes[1], indexes[0]);
        return new ThroughputProfile(new FleetGpu(gpu, cost), grid, Throughputs(Field(root, "tputs", name), grid, name));
    }

    private static List<double> Throughputs(JsonElement rows, SizeGrid grid, string name)
    {
        List<double> all = [];
        for (var row = 0; row < grid.Outputs.Count; row++)
        {
            if (row >= rows.GetArrayLength())
            {
                throw new OptionException($"{Option}: {name}: tputs has {row} rows for {grid.Outputs.Count} output sizes: the row of output ≤ {grid.Outputs[row]} is missing");
            }

            var cells = rows[row].EnumerateArray().ToList();
            if (cells.Count != grid.Inputs.Count)
            {
                throw new OptionException(
                    $"{Option}: {name}: the row of output ≤ {grid.Outputs[row]} has {cells.Count} throughputs for {grid.Inputs.Count} input sizes"
                    + (cells.Count < grid.Inputs.Count ? $": that of input ≤ {grid.Inputs[cells.Count]} is missing" : ""));
            }

            foreach (var (cell, column) in cells.Select(static (c, i) => (c, i)))
            {
                all.Add(cell.ValueKind == JsonValueKind.Number && cell.GetDouble() >= 0
                    ? cell.GetDouble()
                    : throw new OptionException($"{Option}: {name}: the throughput {cell} of {grid.Name(row * grid.Inputs.Count + column)} is not allowed: requests/s of 0 or more; 0 where the level is not kept"));
            }
        }

        return rows.GetArrayLength() > grid.Outputs.Count
            ? throw new OptionException($"{Option}: {name}: tputs has {rows.GetArrayLength()} rows for {grid.Outputs.Count} output sizes")
            : all;
    }

    private static JsonElement Field(JsonElement root, string field, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out var value)
            ? value
            : throw new OptionException($"{Option}: {name} has no {field}: gpu, cost, indexes and tputs are needed");
}
