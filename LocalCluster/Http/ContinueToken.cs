using System.Text;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Http;

/// <summary>Where the next page of a list starts, and the version that the first page had.</summary>
/// <remarks>
/// Later pages show the present state under the first page's version: a watch from that version replays every change
/// since, so a client that lists and then watches ends up with the truth.
/// </remarks>
internal sealed record ContinueToken(long Version, ObjectKey After)
{
    public string Encode() =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Version}\n{After.Namespace}\n{After.Name}")).Replace('+', '-').Replace('/', '_');

    /// <exception cref="StatusException">400: the token is none of ours.</exception>
    public static ContinueToken? Decode(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'))).Split('\n');
            return new ContinueToken(long.Parse(parts[0]), new ObjectKey(parts[1], parts[2]));
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException)
        {
            throw Failures.BadRequest($"continue key is not valid: {e.Message}");
        }
    }
}
