using System.Globalization;
using Headroom.Kubernetes;

namespace Headroom.Bench.Soaking;

/// <summary>Stands for a set of objects and their versions, whatever their order.</summary>
internal static class CacheDigest
{
    public static string Of(IEnumerable<KubernetesObject> items)
    {
        var (count, sum) = (0, 0UL);
        foreach (var item in items)
        {
            count++;
            sum += Hash($"{item.Key}|{item.Metadata.Uid}|{item.Metadata.ResourceVersion}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count}:{sum:x16}");
    }

    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash ^ (hash >> 29);
    }
}
