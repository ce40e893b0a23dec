namespace Headroom.LocalCluster.Hosting;

/// <summary>A kubeconfig with one context.</summary>
internal static class KubeconfigFile
{
    /// <param name="caPem">The certificate that the server shows; null for plain HTTP.</param>
    public static string Text(Uri address, string token, string? caPem) =>
        $$"""
        apiVersion: v1
        kind: Config
        current-context: headroom-local
        clusters:
        - name: headroom-local
          cluster:
            server: {{address.GetLeftPart(UriPartial.Authority)}}{{Authority(caPem)}}
        contexts:
        - name: headroom-local
          context:
            cluster: headroom-local
            user: headroom-local-admin
        users:
        - name: headroom-local-admin
          user:
            token: "{{token}}"

        """;

    private static string Authority(string? caPem) => caPem is null
        ? ""
        : $"\n    certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(caPem))}";

    /// <summary>Writes beside the file and renames, so that a reader never sees half of it; only the owner may read it.</summary>
    public static void Write(string path, string text)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
        var temporary = $"{full}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, full, overwrite: true);
    }
}
