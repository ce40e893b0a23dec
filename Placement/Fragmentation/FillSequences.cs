namespace Headroom.Placement.Fragmentation;

/// <summary>Sequences of pods drawn once: every node state is tried on the same ones, so that differences are not chance.</summary>
internal sealed class FillSequences
{
    private readonly FillPod[] _pods;
    private readonly int[] _leastCpuAfter;
    private readonly int[] _leastGpuAfter;

    /// <param name="shapes">Shapes that ask for GPUs, with memory.</param>
    public FillSequences(IReadOnlyList<TypicalPod> shapes, FillSettings settings)
    {
        (Count, Length, Shapes) = (settings.Sequences, settings.Length, shapes);
        var random = new Random(settings.Seed);
        _pods = new FillPod[Count * Length];
        var (total, shape, below) = (shapes.Sum(s => s.Share), 0, shapes[0].Share);
        for (var i = 0; i < _pods.Length; i++)
        {
            // One draw in each equal part of the distribution, then shuffled: rare shapes come as often as they should.
            var at = (i + random.NextDouble()) / _pods.Length * total;
            while (shape < shapes.Count - 1 && at >= below)
            {
                below += shapes[++shape].Share;
            }

            var pod = shapes[shape].Shape;
            _pods[i] = new FillPod(pod.CpuMilli, pod.MemoryMib, pod.GpuMilli, pod.GpuCount, pod.Models.Bits, shape, random.NextSingle());
        }

        random.Shuffle(_pods);
        _leastCpuAfter = LeastFrom(p => p.CpuMilli);
        _leastGpuAfter = LeastFrom(p => p.GpuMilli);
    }

    public int Count { get; }

    public int Length { get; }

    public IReadOnlyList<TypicalPod> Shapes { get; }

    public ReadOnlySpan<FillPod> this[int sequence] => _pods.AsSpan(sequence * Length, Length);

    /// <summary>The least CPU and GPU that any pod from here to the end of the sequence asks for: with less, nothing more fits.</summary>
    public (int CpuMilli, int GpuMilli) LeastFromHere(int sequence, int position)
    {
        var at = sequence * Length + position;
        return (_leastCpuAfter[at], _leastGpuAfter[at]);
    }

    private int[] LeastFrom(Func<FillPod, int> ask)
    {
        var least = new int[_pods.Length];
        for (var i = _pods.Length - 1; i >= 0; i--)
        {
            var isLast = (i + 1) % Length == 0;
            least[i] = isLast ? ask(_pods[i]) : Math.Min(ask(_pods[i]), least[i + 1]);
        }

        return least;
    }
}
