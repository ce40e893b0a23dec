using System.Security.Cryptography;

namespace Headroom.Cli.Local;

/// <summary>What a local run keeps between starts, all below one folder.</summary>
internal sealed record StateFolder(string Path)
{
    public string Kubeconfig => In("kubeconfig");

    public string Traces => In("traces");

    public string Logs => In("logs");

    public string Postgres => In("postgres");

    public string PostgresPassword => In("postgres.password");

    /// <summary>The objects of the local cluster, which come back with the next start.</summary>
    public string ClusterSnapshot => In("cluster.snapshot");

    public string AdminToken => In("admin.token");

    /// <summary>What node agents trust, and its key.</summary>
    public string AgentCertificate => In("agents.crt");

    public string AgentKey => In("agents.key");

    /// <summary>Disks of the simulated nodes: they keep their safe limits over a restart, as real ones do.</summary>
    public string Nodes => In("nodes");

    /// <summary>Who runs now: process id and its start, so that a reused id is not taken for it.</summary>
    public string Supervisor => In("supervisor.json");

    /// <summary>Where the decision clock stood, so that a restarted replay does not run backwards.</summary>
    public string Clock => In("clock");

    /// <summary>What the person is told once everything is up.</summary>
    public string Banner => In("banner.txt");

    public void Create()
    {
        foreach (var folder in new[] { Path, Traces, Logs })
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>The secret in the file, made on first use; readable by its owner alone.</summary>
    public static string Secret(string file)
    {
        if (!File.Exists(file))
        {
            WriteSecret(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        return File.ReadAllText(file).Trim();
    }

    public static void WriteSecret(string file, string secret)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(System.Text.Encoding.UTF8.GetBytes(secret));
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
