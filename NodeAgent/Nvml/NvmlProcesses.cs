using Headroom.NodeAgent.Gpus;
using Headroom.NodeAgent.Nvml.Native;

namespace Headroom.NodeAgent.Nvml;

/// <summary>Who kept a card busy since the last look, so that its energy can be split among those who share it.</summary>
internal sealed class NvmlProcesses(nint card)
{
    private readonly NvmlProcessSample[] _samples = new NvmlProcessSample[128];
    private readonly Dictionary<uint, (ulong Sum, uint Count)> _busy = [];
    private ulong _since;
    private bool _isMissing;

    public IReadOnlyList<ProcessShare> Shares { get; private set; } = [];

    public void Look(bool isMig)
    {
        Shares = [];
        uint count = (uint)_samples.Length;
        if (isMig || _isMissing)
        {
            return;
        }

        try
        {
            if (NvmlApi.ProcessUtilization(card, _samples, ref count, _since) != NvmlResult.Success)
            {
                return; // "Not found" when nobody ran.
            }
        }
        catch (EntryPointNotFoundException)
        {
            _isMissing = true;
            return;
        }

        _busy.Clear();
        foreach (var sample in _samples.AsSpan(0, (int)Math.Min(count, (uint)_samples.Length)))
        {
            var (sum, n) = _busy.GetValueOrDefault(sample.ProcessId);
            _busy[sample.ProcessId] = (sum + sample.CorePercent, n + 1);
            _since = Math.Max(_since, sample.Microseconds);
        }

        Shares = [.. _busy.Select(b => new ProcessShare(b.Key, (uint)(b.Value.Sum / b.Value.Count)))];
    }
}
