using Headroom.NodeAgent.Control;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Tests.Control;

public sealed class SafeLimitFileTests : IDisposable
{
    private static readonly SafeLimits Record = new(12, SafeLimits.None.ByGpu.Add("GPU-a", 300_000).Add("GPU-b", 250_000));

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-state-").FullName;

    private SafeLimitFile File => new(_folder);

    [Fact]
    public void Load_WhatWasKept_IsTheSame()
    {
        Assert.True(File.TryKeep(Record));

        Assert.Equal(new ClampEvent.Loaded(Record, IsTrusted: true), File.Load());
    }

    [Fact]
    public void Load_NothingKept_IsNoLimitAndTrusted() =>
        Assert.Equal(new ClampEvent.Loaded(SafeLimits.None, IsTrusted: true), File.Load());

    [Fact]
    public void Load_AnyByteChangedOrCutOff_IsNotTrusted()
    {
        Assert.True(File.TryKeep(Record));
        byte[] whole = System.IO.File.ReadAllBytes(File.Path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 1;
            System.IO.File.WriteAllBytes(File.Path, changed);
            Assert.False(File.Load().IsTrusted, $"byte {i} changed");
            System.IO.File.WriteAllBytes(File.Path, whole[..i]);
            Assert.False(File.Load().IsTrusted, $"cut to {i} bytes");
        }
    }

    [Fact]
    public void TryKeep_FolderThatCannotBe_FailsAndKeepsTheOldRecord()
    {
        string blocked = Path.Combine(_folder, "file");
        System.IO.File.WriteAllText(blocked, "");

        var store = new SafeLimitFile(Path.Combine(blocked, "state"));

        Assert.False(store.TryKeep(Record));
        Assert.NotNull(store.Problem);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
