namespace Headroom.Forecasting.History;

/// <summary>Packed blocks, the oldest dropped first.</summary>
internal sealed class PackedBlocks
{
    private PackedBlock[] _ring = [];
    private int _oldest;
    private int _held;

    /// <summary>Samples held.</summary>
    public int Count => _held * PackedBlock.Length;

    /// <summary>The sample this many before the newest one here, which is 0.</summary>
    public float this[int back] => Newest(back / PackedBlock.Length)[PackedBlock.Length - 1 - back % PackedBlock.Length];

    /// <param name="block">The new newest.</param>
    /// <param name="keep">Samples of which none may be lost.</param>
    public void Push(PackedBlock block, int keep)
    {
        var limit = (keep + PackedBlock.Length - 1) / PackedBlock.Length;
        if (_held == _ring.Length && _ring.Length < limit)
        {
            Grow(Math.Min(Math.Max(4, _held * 2), limit));
        }

        if (_held == _ring.Length)
        {
            _ring[_oldest] = block;
            _oldest = (_oldest + 1) % _ring.Length;
            return;
        }

        _ring[(_oldest + _held) % _ring.Length] = block;
        _held++;
    }

    /// <summary>Copies the newest samples here, oldest first; at most <see cref="Count"/>.</summary>
    public void CopyNewestTo(Span<float> destination)
    {
        var end = destination.Length;
        for (var block = 0; end > 0; block++)
        {
            var take = Math.Min(end, PackedBlock.Length);
            Newest(block).CopyTo(PackedBlock.Length - take, destination.Slice(end - take, take));
            end -= take;
        }
    }

    private PackedBlock Newest(int block) => _ring[(_oldest + _held - 1 - block) % _ring.Length];

    private void Grow(int length)
    {
        var larger = new PackedBlock[length];
        for (var i = 0; i < _held; i++)
        {
            larger[i] = _ring[(_oldest + i) % _ring.Length];
        }

        (_ring, _oldest) = (larger, 0);
    }
}
