using Headroom.Contracts.Wire;

namespace Headroom.NodeAgent.Pods;

/// <summary>Reads the kubelet's ListPodResourcesResponse (pod resources API v1), of it what concerns NVIDIA devices.</summary>
internal static class PodResourcesReader
{
    private const string ResourcePrefix = "nvidia.com/";

    /// <exception cref="WireFormatException">The bytes are no such message.</exception>
    public static IReadOnlyList<PodDevices> Read(ReadOnlySpan<byte> bytes)
    {
        var pods = new List<PodDevices>();
        var reader = new WireReader(bytes);
        while (reader.Next(out int field))
        {
            if (field == 1 && ReadPod(reader.ReadBytes()) is { Devices.Count: > 0 } pod)
            {
                pods.Add(pod);
            }
        }

        return pods;
    }

    // PodResources: name 1, namespace 2, containers 3.
    private static PodDevices ReadPod(ReadOnlySpan<byte> bytes)
    {
        string name = "", scope = "";
        var devices = new List<string>();
        var reader = new WireReader(bytes);
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    name = reader.ReadText();
                    break;
                case 2:
                    scope = reader.ReadText();
                    break;
                case 3:
                    ReadContainer(reader.ReadBytes(), devices);
                    break;
                default:
                    break;
            }
        }

        return new PodDevices(new PodName(scope, name), devices);
    }

    // ContainerResources: devices 2.
    private static void ReadContainer(ReadOnlySpan<byte> bytes, List<string> devices)
    {
        var reader = new WireReader(bytes);
        while (reader.Next(out int field))
        {
            if (field == 2)
            {
                ReadDevices(reader.ReadBytes(), devices);
            }
        }
    }

    // ContainerDevices: resource_name 1, device_ids 2.
    private static void ReadDevices(ReadOnlySpan<byte> bytes, List<string> devices)
    {
        string resource = "";
        var ids = new List<string>();
        var reader = new WireReader(bytes);
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    resource = reader.ReadText();
                    break;
                case 2:
                    ids.Add(reader.ReadText());
                    break;
                default:
                    break;
            }
        }

        if (resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        {
            devices.AddRange(ids);
        }
    }
}
