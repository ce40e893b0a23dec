using System.Globalization;
using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Booking;

/// <summary>Which GPUs of its node a pod got, as its annotation says it: <c>0,3</c>.</summary>
public static class GpuIndices
{
    public const string Annotation = "headroom.dev/gpus";

    public static IReadOnlyList<int> Of(GpuSet gpus) => [.. Enumerable.Range(0, GpuLevels.Limit).Where(gpus.Contains)];

    public static string Write(GpuSet gpus) => string.Join(',', Of(gpus));

    /// <returns>Null for no text, and for one that is no list of GPUs: someone else's hand.</returns>
    public static GpuSet? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var gpus = GpuSet.None;
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var gpu) || gpu >= GpuLevels.Limit)
            {
                return null;
            }

            gpus = gpus.With(gpu);
        }

        return gpus;
    }
}
