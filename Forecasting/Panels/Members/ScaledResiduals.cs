namespace Headroom.Forecasting.Panels.Members;

/// <summary>Errors of a point forecast, each divided by how much the series was moving: times today's movement they are its distribution.</summary>
internal sealed class ScaledResiduals
{
    private readonly float[] _sorted;

    public ScaledResiduals(float[] residuals)
    {
        _sorted = residuals;
        Array.Sort(_sorted);
    }

    public void Spread(float point, float scale, Span<float> points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = point + scale * _sorted[(int)((i + 0.5) / points.Length * _sorted.Length)];
        }
    }
}
