using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Tests.Store;

public sealed class FolderModelsTests : IDisposable
{
    private static readonly DateTimeOffset Fitted = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headroom-models-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Read_AfterARestart_GivesTheLastThatWasWritten()
    {
        var setting = "--Store:ModelFolder=" + Path.Combine(_folder.FullName, "new");
        await using (var first = await ApiServer.StartAsync(setting))
        {
            var models = first.Services.GetRequiredService<IForecastModels>();
            Assert.True(await models.WriteAsync([Model("u1", 1), Model("u2", 2)], CancellationToken.None));
            Assert.True(await models.WriteAsync([Model("u1", 3)], CancellationToken.None));
        }

        await using var second = await ApiServer.StartAsync(setting);
        var restored = second.Services.GetRequiredService<IForecastModels>();

        var model = await restored.ReadAsync("u1", CancellationToken.None);
        Assert.Equal(("u1", "15 steps", Fitted), (model!.Uid, model.FittedFor, model.FittedAt));
        Assert.Equal([3, 255, 0], model.Image);
        Assert.Null(await restored.ReadAsync("u3", CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(-1)]
    public async Task Read_OneByteDiffers_IsNotTrusted(int at)
    {
        await Models().WriteAsync([Model("u1", 1)], CancellationToken.None);
        var path = Path.Combine(_folder.FullName, "u1.model");
        var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        file[at < 0 ? file.Length + at : at] ^= 0x10;
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);

        Assert.Null(await Models().ReadAsync("u1", CancellationToken.None));
    }

    [Fact]
    public async Task Read_CutOff_IsNotTrustedAndTheNextFitReplacesIt()
    {
        await Models().WriteAsync([Model("u1", 1)], CancellationToken.None);
        var path = Path.Combine(_folder.FullName, "u1.model");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..^1], TestContext.Current.CancellationToken);

        Assert.Null(await Models().ReadAsync("u1", CancellationToken.None));
        await Models().WriteAsync([Model("u1", 2)], CancellationToken.None);
        Assert.Equal([2, 255, 0], (await Models().ReadAsync("u1", CancellationToken.None))!.Image);
    }

    [Fact]
    public async Task Write_AUidThatIsAPath_StaysInTheFolder()
    {
        await Models().WriteAsync([Model("../outside", 1)], CancellationToken.None);

        Assert.Single(_folder.GetFiles());
        Assert.NotNull(await Models().ReadAsync("../outside", CancellationToken.None));
        Assert.Null(await Models().ReadAsync("___outside", CancellationToken.None));
    }

    [Fact]
    public async Task Expire_OfAutoscalersLongGone_DeletesThem()
    {
        await Models().WriteAsync([Model("u1", 1)], CancellationToken.None);

        Assert.Equal(0, Models().Expire(DateTimeOffset.UtcNow.AddDays(-1)));
        Assert.Equal(1, Models().Expire(DateTimeOffset.UtcNow.AddDays(1)));
        Assert.Empty(_folder.GetFiles());
    }

    private FolderModels Models() =>
        new(Options.Create(new StoreOptions { ModelFolder = _folder.FullName }), NullLogger<FolderModels>.Instance);

    private static StoredModel Model(string uid, byte first) => new(uid, "15 steps", Fitted, [first, 255, 0]);
}
