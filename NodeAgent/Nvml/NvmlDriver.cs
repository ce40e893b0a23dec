using Headroom.Contracts.Power;
using Headroom.NodeAgent.Gpus;
using Headroom.NodeAgent.Nvml.Native;

namespace Headroom.NodeAgent.Nvml;

/// <summary>NVML, opened at the first look that finds it and again after it failed.</summary>
/// <remarks>
/// <code>
/// state      look                                                      next
/// closed     no library → NoLibrary, init refuses → NotLoaded/Failing  closed
/// closed     init succeeds                                             open: Ready, or NoGpu
/// open       a card answers "uninitialized" or "not loaded"            closed: Failing
/// open       a card is lost, or none was found, for ten looks          closed at the next look, so that it is listed anew
/// </code>
/// </remarks>
internal sealed class NvmlDriver(string library) : IGpuDriver
{
    private const int LooksBeforeListingAnew = 10;

    private List<NvmlCard> _cards = [];
    private bool _isOpen;
    private int _incomplete;

    public DriverState State { get; private set; }

    public string Version { get; private set; } = "";

    public string? Problem { get; private set; }

    /// <summary>Only a new process can load the library that fits the kernel's driver.</summary>
    public bool NeedsNewProcess { get; private set; }

    public IReadOnlyList<IGpuCard> Look()
    {
        if (_isOpen && _incomplete >= LooksBeforeListingAnew)
        {
            Close();
        }

        if (!_isOpen && !TryOpen())
        {
            return [];
        }

        foreach (var card in _cards)
        {
            card.Look();
        }

        bool isGone = _cards.Exists(c => c.Trouble is NvmlResult.Uninitialized or NvmlResult.DriverNotLoaded);
        if (isGone)
        {
            Close();
            (State, Problem) = (DriverState.Failing, "the driver went away and is opened again");
            return [];
        }

        bool isIncomplete = _cards.Count == 0 || _cards.Exists(c => c.Reading.State == GpuState.Lost);
        _incomplete = isIncomplete ? _incomplete + 1 : 0;
        return _cards;
    }

    public void Dispose() => Close();

    private bool TryOpen()
    {
        if (!NvmlLibrary.TryLoad(library))
        {
            (State, Problem) = (DriverState.NoLibrary, $"{library} is not on this node: no NVIDIA driver, or it is not mounted here");
            return false;
        }

        var result = NvmlApi.Init();
        if (result != NvmlResult.Success)
        {
            NeedsNewProcess = result == NvmlResult.VersionMismatch;
            State = result == NvmlResult.DriverNotLoaded ? DriverState.NotLoaded : DriverState.Failing;
            Problem = $"the driver does not open: {NvmlLibrary.Explain(result)}";
            return false;
        }

        (_isOpen, _incomplete) = (true, 0);
        Span<byte> text = stackalloc byte[NvmlApi.TextLength];
        Version = NvmlApi.DriverVersion(text, NvmlApi.TextLength) == NvmlResult.Success ? NvmlLibrary.Text(text) : "";
        List();
        return true;
    }

    private void List()
    {
        var result = NvmlApi.Count(out uint count);
        Problem = result == NvmlResult.Success ? null : $"the driver does not list its GPUs: {NvmlLibrary.Explain(result)}";
        _cards = [];
        for (uint i = 0; result == NvmlResult.Success && i < count; i++)
        {
            if (NvmlCard.Open(i, out var refusal) is { } card)
            {
                _cards.Add(card);
            }
            else
            {
                Problem = $"GPU {i} cannot be opened: {NvmlLibrary.Explain(refusal)}";
            }
        }

        State = _cards.Count > 0 ? DriverState.Ready : Problem is null ? DriverState.NoGpu : DriverState.Failing;
        Problem ??= State == DriverState.NoGpu ? "the driver finds no GPU" : null;
    }

    private void Close()
    {
        if (_isOpen)
        {
            NvmlApi.Shutdown();
        }

        (_isOpen, _cards, Version, _incomplete) = (false, [], "", 0);
    }
}
