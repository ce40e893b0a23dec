using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Control;

/// <summary>
/// Safe limits in a text file with a checksum, replaced as a whole: a crash or a loss of power leaves the old record or
/// the new one, and a damaged one is noticed.
/// </summary>
internal sealed class SafeLimitFile(string folder) : ISafeLimitStore
{
    private const string Header = "headroom-safe-limits 1";

    public string Path { get; } = System.IO.Path.Combine(folder, "safe-limits");

    /// <summary>Why the last write failed; null after one that did not.</summary>
    public string? Problem { get; private set; }

    public ClampEvent.Loaded Load()
    {
        try
        {
            return Parse(File.ReadAllText(Path)) is { } limits
                ? new ClampEvent.Loaded(limits, IsTrusted: true)
                : Untrusted("it is damaged");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ClampEvent.Loaded(SafeLimits.None, IsTrusted: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Untrusted(e.Message);
        }
    }

    public bool TryKeep(SafeLimits limits)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string fresh = Path + ".new";
            using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(Text(limits)));
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, Path, overwrite: true);
            FolderSync.Flush(folder);
            Problem = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = $"safe limits cannot be kept in {Path}: {e.Message}";
            return false;
        }
    }

    private ClampEvent.Loaded Untrusted(string why)
    {
        Problem = $"the safe limits in {Path} cannot be trusted ({why}): the lowest limits apply";
        return new ClampEvent.Loaded(SafeLimits.None, IsTrusted: false);
    }

    private static string Text(SafeLimits limits)
    {
        var text = new StringBuilder().Append(Header).Append('\n').Append(CultureInfo.InvariantCulture, $"term {limits.Term}\n");
        foreach (var (uuid, milliwatts) in limits.ByGpu)
        {
            text.Append(CultureInfo.InvariantCulture, $"gpu {uuid} {milliwatts}\n");
        }

        string sum = Sum(text.ToString());
        return text.Append(CultureInfo.InvariantCulture, $"sha256 {sum}\n").ToString();
    }

    private static SafeLimits? Parse(string text)
    {
        int sum = text.LastIndexOf("sha256 ", StringComparison.Ordinal);
        if (sum < 0 || text[sum..] != $"sha256 {Sum(text[..sum])}\n" || !text.StartsWith(Header + "\n", StringComparison.Ordinal))
        {
            return null;
        }

        long term = -1;
        var limits = ImmutableSortedDictionary.CreateBuilder<string, uint>(StringComparer.Ordinal);
        foreach (string line in text[..sum].Split('\n'))
        {
            switch (line.Split(' '))
            {
                case ["term", var number] when long.TryParse(number, CultureInfo.InvariantCulture, out term):
                    break;
                case ["gpu", var uuid, var number] when uint.TryParse(number, CultureInfo.InvariantCulture, out uint milliwatts):
                    limits[uuid] = milliwatts;
                    break;
                default:
                    break;
            }
        }

        return new SafeLimits(term, limits.ToImmutable());
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
