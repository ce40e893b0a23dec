using Headroom.Cli.Local;

namespace Headroom.Cli.Tests.Local;

public sealed class StateFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-cli-").FullName);

    public void Dispose() => Directory.Delete(_state.Path, recursive: true);

    [Fact]
    public void Secret_FirstUse_IsMadeForItsOwnerAlone()
    {
        var secret = StateFolder.Secret(_state.PostgresPassword);

        Assert.Equal(48, secret.Length);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_state.PostgresPassword));
    }

    [Fact]
    public void Secret_SecondUse_IsTheSame() =>
        Assert.Equal(StateFolder.Secret(_state.PostgresPassword), StateFolder.Secret(_state.PostgresPassword));

    [Fact]
    public void Secret_AnotherFolder_Differs() =>
        Assert.NotEqual(StateFolder.Secret(_state.PostgresPassword), StateFolder.Secret(_state.AdminToken));

    [Fact]
    public void WriteSecret_FileThatOthersMayRead_IsMadeAnew()
    {
        File.WriteAllText(_state.AdminToken, "old and longer");
        File.SetUnixFileMode(_state.AdminToken, OwnerOnly | UnixFileMode.OtherRead);

        StateFolder.WriteSecret(_state.AdminToken, "new");

        Assert.Equal("new", File.ReadAllText(_state.AdminToken));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_state.AdminToken));
    }

    [Fact]
    public void Create_Twice_Succeeds()
    {
        _state.Create();
        _state.Create();

        Assert.True(Directory.Exists(_state.Logs));
        Assert.True(Directory.Exists(_state.Traces));
    }
}
