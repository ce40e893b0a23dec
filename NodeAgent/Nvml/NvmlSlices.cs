using Headroom.Contracts.Power;
using Headroom.NodeAgent.Nvml.Native;

namespace Headroom.NodeAgent.Nvml;

/// <summary>A card's MIG devices. The layout changes rarely and is read again every ten looks.</summary>
internal sealed class NvmlSlices(nint card)
{
    private const int Looks = 10;

    private IReadOnlyList<MigSlice> _slices = [];
    private int _looks;
    private bool _isMissing;

    public bool IsMig { get; private set; }

    public IReadOnlyList<MigSlice> Read()
    {
        if (!_isMissing && _looks++ % Looks == 0)
        {
            try
            {
                IsMig = NvmlApi.MigMode(card, out uint mode, out _) == NvmlResult.Success && mode == 1;
                _slices = IsMig ? ReadSlices() : [];
            }
            catch (EntryPointNotFoundException)
            {
                _isMissing = true; // A driver older than MIG.
            }
        }

        return _slices;
    }

    private List<MigSlice> ReadSlices()
    {
        var slices = new List<MigSlice>();
        Span<byte> text = stackalloc byte[NvmlApi.TextLength];
        uint count = NvmlApi.MaxMigDevices(card, out uint most) == NvmlResult.Success ? most : 0;
        for (uint i = 0; i < count; i++)
        {
            // Places without a device are answered "not found"; devices can lie behind them.
            if (NvmlApi.MigDevice(card, i, out nint device) == NvmlResult.Success
                && NvmlApi.Uuid(device, text, NvmlApi.TextLength) == NvmlResult.Success
                && NvmlApi.Attributes(device, out var attributes) == NvmlResult.Success)
            {
                slices.Add(new MigSlice(NvmlLibrary.Text(text), attributes.ComputeSlices, (uint)attributes.MemoryMebibytes));
            }
        }

        return slices;
    }
}
