using System.Text.RegularExpressions;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>What an object may be called, and the random endings of generated names.</summary>
internal static partial class ObjectNames
{
    // The alphabet of k8s.io/apimachinery/pkg/util/rand: no vowels, so that no words appear.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
        + "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static string Suffix(Random random) =>
        string.Create(5, random, static (span, r) =>
        {
            foreach (ref var c in span)
            {
                c = Alphabet[r.Next(Alphabet.Length)];
            }
        });

    public static string FromHash(uint hash) => string.Concat(hash.ToString().Select(d => Alphabet[d - '0']));

    public static bool IsSubdomain(string name) => name.Length <= 253 && Subdomain().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Subdomain();
}
