using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Power;

/// <summary>A report while its fields arrive.</summary>
internal struct NodeReportDraft(NodeReport? previous)
{
    private uint _version;
    private string _node = "";
    private string _agentVersion = "";
    private string _bootId = "";
    private string _instance = "";
    private string _driverVersion = "";
    private long _number;
    private DriverState _driver;
    private bool _canControl;
    private ulong? _host;
    private long? _term;
    private long? _sequence;
    private GpuReport[] _gpus = [];
    private PodPower[] _pods = [];
    private int _gpuCount;
    private int _podCount;

    public void Read(ref WireReader reader, int field)
    {
        switch (field)
        {
            case 1:
                _version = reader.ReadUInt32();
                break;
            case 2:
                _node = reader.ReadText(previous?.Node);
                break;
            case 3:
                _agentVersion = reader.ReadText(previous?.AgentVersion);
                break;
            case 4:
                _bootId = reader.ReadText(previous?.BootId);
                break;
            case 5:
                _instance = reader.ReadText(previous?.Instance);
                break;
            case 6:
                _number = reader.ReadInt64();
                break;
            case 7:
                _driver = (DriverState)reader.ReadInt32();
                break;
            case 8:
                _driverVersion = reader.ReadText(previous?.DriverVersion);
                break;
            default:
                ReadRest(ref reader, field);
                break;
        }
    }

    public readonly NodeReport ToReport() => new()
    {
        Version = _version,
        Node = _node,
        AgentVersion = _agentVersion,
        BootId = _bootId,
        Instance = _instance,
        Number = _number,
        Driver = _driver,
        DriverVersion = _driverVersion,
        CanControl = _canControl,
        HostMilliwatts = _host,
        Lease = _term is { } term && _sequence is { } sequence ? new LeaseStamp(term, sequence) : null,
        Gpus = _gpuCount == _gpus.Length ? _gpus : _gpus[.._gpuCount],
        Pods = _podCount == _pods.Length ? _pods : _pods[.._podCount],
    };

    private void ReadRest(ref WireReader reader, int field)
    {
        switch (field)
        {
            case 9:
                _canControl = reader.ReadBool();
                break;
            case 10:
                _host = reader.ReadUInt64();
                break;
            case 11:
                _term = reader.ReadInt64();
                break;
            case 12:
                _sequence = reader.ReadInt64();
                break;
            case 13:
                _gpus = new GpuReport[Bounded(reader.ReadUInt64())];
                break;
            case 14:
                _pods = new PodPower[Bounded(reader.ReadUInt64())];
                break;
            case 15:
                Room(ref _gpus, _gpuCount);
                _gpus[_gpuCount] = GpuReportCodec.Read(reader.ReadBytes(), previous is { } before && _gpuCount < before.Gpus.Count ? before.Gpus[_gpuCount] : default);
                _gpuCount++;
                break;
            case 16:
                Room(ref _pods, _podCount);
                _pods[_podCount] = ReadPod(reader.ReadBytes(), previous is { } last && _podCount < last.Pods.Count ? last.Pods[_podCount] : default);
                _podCount++;
                break;
            default:
                break;
        }
    }

    private static int Bounded(ulong count) =>
        count <= NodeReportCodec.MaxItems ? (int)count : throw new WireFormatException($"{count} items are too many");

    private static void Room<T>(ref T[] items, int count)
    {
        if (count < items.Length)
        {
            return;
        }

        if (count >= NodeReportCodec.MaxItems)
        {
            throw new WireFormatException("too many items");
        }

        Array.Resize(ref items, Math.Min(NodeReportCodec.MaxItems, Math.Max(4, count * 2)));
    }

    // Of a pod that is not known every text is null.
    private static PodPower ReadPod(ReadOnlySpan<byte> bytes, in PodPower known)
    {
        var reader = new WireReader(bytes);
        string scope = "", name = "";
        ulong milliwatts = 0, millijoules = 0;
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    scope = reader.ReadText(known.Namespace);
                    break;
                case 2:
                    name = reader.ReadText(known.Name);
                    break;
                case 3:
                    milliwatts = reader.ReadUInt64();
                    break;
                case 4:
                    millijoules = reader.ReadUInt64();
                    break;
                default:
                    break;
            }
        }

        return new PodPower(scope, name, milliwatts, millijoules);
    }
}
