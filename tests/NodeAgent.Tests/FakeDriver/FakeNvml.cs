using System.Buffers.Binary;
using System.Diagnostics;

namespace Headroom.NodeAgent.Tests.FakeDriver;

/// <summary>The fake driver's library, compiled once, and a folder in which one node's cards live.</summary>
internal sealed class FakeNvml : IDisposable
{
    private static readonly Lazy<string?> Compiled = new(Compile);
    private readonly SortedDictionary<string, string> _script = new(StringComparer.Ordinal);

    public FakeNvml(int cards)
    {
        Assert.SkipUnless(Compiled.Value is not null, "no C compiler on this machine: install gcc");
        Set("count", cards);
    }

    public static string Library => Compiled.Value!; // skipped without one

    public string Folder { get; } = Directory.CreateTempSubdirectory("headroom-nvml-").FullName;

    /// <summary>Every call, as "Name card argument = result".</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            string path = Path.Combine(Folder, "calls");
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
    }

    public void Set(string key, object value)
    {
        _script[key] = $"{value}";
        Write();
    }

    public void Unset(string key)
    {
        _script.Remove(key);
        Write();
    }

    /// <summary>What a card is set to; zero before anybody opened the driver.</summary>
    public (uint Limit, uint MaxClock) Card(int index)
    {
        string path = Path.Combine(Folder, "state");
        if (!File.Exists(path))
        {
            return default;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[8 + (16 * 32)];
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length
            ? default
            : (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8 + (index * 32))), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8 + (index * 32) + 8)));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write()
    {
        string fresh = Path.Combine(Folder, "script.new");
        File.WriteAllLines(fresh, _script.Select(s => $"{s.Key} {s.Value}"));
        File.Move(fresh, Path.Combine(Folder, "script"), overwrite: true);
    }

    private static string? Compile()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "FakeDriver", "fake_nvml.c");
        string library = Path.Combine(AppContext.BaseDirectory, "libfake-nvml.so");
        try
        {
            using var cc = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, source]);
            cc.WaitForExit();
            return cc.ExitCode == 0 ? library : throw new InvalidOperationException("the fake driver does not compile");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
