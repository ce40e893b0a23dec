using System.Security.Cryptography;
using System.Text;

namespace Headroom.LocalCluster.Snapshots;

/// <summary>The objects of a cluster in one file: a heading with version and count, an object a line, a checksum at the end.</summary>
/// <remarks>Written beside its name, flushed to the disk and renamed, so that a reader finds the old file or the new one, whole.</remarks>
internal static class SnapshotFile
{
    private const string Heading = "headroom-local-cluster-snapshot 1";

    public static void Write(string path, long version, IReadOnlyList<(string Resource, ReadOnlyMemory<byte> Utf8)> objects)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
        var temporary = full + ".new";
        using (var stream = new FileStream(temporary, OwnerOnly()))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Line(ReadOnlySpan<byte> line)
            {
                stream.Write(line);
                stream.WriteByte((byte)'\n');
                hash.AppendData(line);
            }

            Line(Encoding.UTF8.GetBytes($"{Heading} {version} {objects.Count}"));
            foreach (var (resource, utf8) in objects)
            {
                Line(Encoding.UTF8.GetBytes(resource));
                Line(utf8.Span);
            }

            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, full, overwrite: true);
    }

    /// <summary>The version in the heading; 0 when there is no file or it begins otherwise.</summary>
    public static long VersionOf(string? path) =>
        File.Exists(path) && File.ReadLines(path).FirstOrDefault()?.Split(' ') is [.., var version, _] && long.TryParse(version, out var number) ? number : 0;

    /// <exception cref="FormatException">The file is not a whole snapshot.</exception>
    public static (long Version, IReadOnlyList<(string Resource, byte[] Utf8)> Objects) Read(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = File.ReadAllText(path).Split('\n');
        if (lines[0].Split(' ') is not [.. var words, var version, var count] || string.Join(' ', words) != Heading
            || !long.TryParse(version, out var at) || !int.TryParse(count, out var number))
        {
            throw new FormatException("it does not begin as a snapshot does");
        }

        if (lines.Length != (2 * number) + 2)
        {
            throw new FormatException($"it ends early: {number} objects were written");
        }

        foreach (var line in lines[..^1])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != lines[^1])
        {
            throw new FormatException("its checksum does not match its content");
        }

        return (at, [.. Enumerable.Range(0, number).Select(i => (lines[(2 * i) + 1], Encoding.UTF8.GetBytes(lines[(2 * i) + 2])))]);
    }

    /// <summary>Moves a file that cannot be read out of the way, so that a person can look at it and no write replaces it.</summary>
    /// <returns>Where it lies now.</returns>
    public static string KeepAside(string path, DateTimeOffset now)
    {
        var aside = $"{path}.corrupt-{now:yyyyMMdd-HHmmss}";
        File.Move(path, aside, overwrite: true);
        return aside;
    }

    // Secrets are among the objects.
    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
