using System.Numerics.Tensors;
using Headroom.Forecasting.Linear;

namespace Headroom.Forecasting.Panels.Members;

/// <summary>Ridge regression of the difference from the base on relative features, with its leave-one-out errors.</summary>
internal sealed class RidgeMember : IChannelMember
{
    private readonly LeaveOneOutRidge _ridge;
    private readonly ScaledResiduals _residuals;

    public RidgeMember(ChannelTable table, int from, int to)
    {
        _ridge = new LeaveOneOutRidge(table.Width + 1);
        var row = new float[table.Width + 1];
        for (var t = from; t < to; t++)
        {
            FillRow(table, t, row);
            _ridge.Add(row, table.Truth[t] - table.Base[t]);
        }

        var residuals = _ridge.Solve();
        TensorPrimitives.Divide(residuals, table.Scale.AsSpan(from, to - from), residuals);
        _residuals = new ScaledResiduals(residuals);
    }

    public string Name => "RidgeOnDifferences";

    public void Predict(ChannelTable table, int row, Span<float> points)
    {
        Span<float> features = stackalloc float[table.Width + 1];
        FillRow(table, row, features);
        _residuals.Spread(table.Base[row] + _ridge.Predict(features), table.Scale[row], points);
    }

    // Relative features times the scale are differences in the indicator's own unit again; level and codes stay as they are.
    private static void FillRow(ChannelTable table, int t, Span<float> row)
    {
        table.Features(t).CopyTo(row);
        TensorPrimitives.Multiply(row[..26], table.Scale[t], row[..26]);
        row[29] *= table.Scale[t];
        row[table.Width] = 1f;
    }
}
