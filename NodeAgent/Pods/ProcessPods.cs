namespace Headroom.NodeAgent.Pods;

/// <summary>Which pod a process belongs to: its control group names the pod's UID, the kubelet's log folders name the UID's pod.</summary>
internal sealed class ProcessPods(string proc, string podLogs, TimeProvider time)
{
    private const int UidLength = 36;
    private static readonly TimeSpan ListedAnew = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, PodName> _byUid = new(StringComparer.Ordinal);
    private long? _listedAt;

    /// <returns>Null for a process of the host, one that ended, or where the folders are not to be seen.</returns>
    public PodName? Find(uint processId)
    {
        string groups;
        try
        {
            groups = File.ReadAllText(Path.Combine(proc, $"{processId}", "cgroup"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (Uid(groups) is not { } uid)
        {
            return null;
        }

        if (!_byUid.ContainsKey(uid) && (_listedAt is not { } last || time.GetElapsedTime(last) > ListedAnew))
        {
            List();
        }

        return _byUid.TryGetValue(uid, out var pod) ? pod : null;
    }

    /// <summary>…/kubepods-burstable-pod1b2c…_…slice/… (systemd writes underscores) or …/kubepods/pod1b2c…-…/…</summary>
    public static string? Uid(string groups)
    {
        for (int at = groups.IndexOf("pod", StringComparison.Ordinal); at >= 0; at = groups.IndexOf("pod", at + 1, StringComparison.Ordinal))
        {
            if (groups.Length - at - 3 >= UidLength
                && Guid.TryParseExact(groups.Substring(at + 3, UidLength).Replace('_', '-'), "D", out var uid))
            {
                return uid.ToString("D");
            }
        }

        return null;
    }

    private void List()
    {
        _listedAt = time.GetTimestamp();
        _byUid.Clear();
        try
        {
            foreach (string folder in Directory.EnumerateDirectories(podLogs))
            {
                // namespace_name_uid; neither name may hold an underscore.
                if (Path.GetFileName(folder).Split('_') is [var scope, var name, var uid])
                {
                    _byUid[uid] = new PodName(scope, name);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not mounted: shared cards are split equally.
        }
    }
}
