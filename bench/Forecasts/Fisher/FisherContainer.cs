using System.Globalization;
using Headroom.Forecasting.Panels;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>One container of the Fisher data set, split and scaled as HARMONY's code does it.</summary>
internal sealed class FisherContainer
{
    private const int Batch = 32;
    private const int StepsPerDay = 144;

    private FisherContainer(string id, string[] indicators, Panel panel, int trainRows, int testStart)
    {
        (Id, Indicators, Panel, TrainRows, TestStart) = (id, indicators, panel, trainRows, testStart);
        TestRows = (panel.Rows - testStart) / Batch * Batch;
        var features = new PanelFeatures(panel, trainRows);
        Tables = [.. Enumerable.Range(0, indicators.Length).Select(features.Build)];
    }

    /// <summary>What stands in the name of the file after "container".</summary>
    public string Id { get; }

    public IReadOnlyList<string> Indicators { get; }

    public Panel Panel { get; }

    /// <summary>One table per indicator.</summary>
    public IReadOnlyList<ChannelTable> Tables { get; }

    /// <summary>Rows 0 … TrainRows − 1 are for fitting.</summary>
    public int TrainRows { get; }

    /// <summary>Rows TrainRows … TestStart − 1 are for weighing.</summary>
    public int TestStart { get; }

    /// <summary>Rows scored: whole batches of 32.</summary>
    public int TestRows { get; }

    /// <param name="path">container*.csv: date, then one column per indicator.</param>
    public static FisherContainer Load(string path)
    {
        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToArray();
        var raw = new double[header.Length - 1][];
        for (var c = 0; c < raw.Length; c++)
        {
            raw[c] = [.. rows.Select(r => double.Parse(r[c + 1], CultureInfo.InvariantCulture))];
        }

        var dates = rows.Select(r => DateTime.Parse(r[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
        var id = Path.GetFileNameWithoutExtension(path)["container".Length..];
        return Of(id, header[1..], raw, [.. dates]);
    }

    /// <param name="id">Name in reports.</param>
    /// <param name="indicators">One name per indicator.</param>
    /// <param name="raw">One array per indicator, in its own unit.</param>
    /// <param name="dates">Date of each row as written in the file.</param>
    public static FisherContainer Of(string id, string[] indicators, double[][] raw, DateTime[] dates)
    {
        var rows = dates.Length;
        var train = (int)(rows * 0.7);
        var order = WrappedDays.Order(dates, raw, StepsPerDay);
        float[][] scaled = [.. raw.Select(r => Scale(r, train))];
        return new FisherContainer(id, indicators, new Panel(scaled, order, StepsPerDay), train, rows - (int)(rows * 0.2));
    }

    // MinMax over the training rows; a constant is only shifted.
    private static float[] Scale(double[] values, int train)
    {
        double low = values[..train].Min(), range = values[..train].Max() - low;
        var factor = range > 0 ? range : 1.0;
        return Array.ConvertAll(values, v => (float)((v - low) / factor));
    }
}
