using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Headroom.LocalCluster.Hosting;

namespace Headroom.LocalCluster.Tests.Hosting;

public sealed class LocalClusterHostTests
{
    [Fact]
    public async Task StartAsync_OnATakenPort_ThrowsIOException()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = new LocalClusterOptions { Port = ((IPEndPoint)taken.LocalEndpoint).Port };

        await Assert.ThrowsAsync<IOException>(() => LocalClusterHost.StartAsync(options, TestContext.Current.CancellationToken));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Write_OfAKubeconfig_LeavesItToTheOwnerOnly()
    {
        var folder = Directory.CreateTempSubdirectory("kubeconfig-");
        var path = Path.Combine(folder.FullName, "config");

        KubeconfigFile.Write(path, KubeconfigFile.Text(new Uri("https://127.0.0.1:1"), "t", "pem"));

        Assert.Contains("certificate-authority-data", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        folder.Delete(recursive: true);
    }
}
