using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Headroom.Kubernetes.Watching;

/// <summary>Cuts a watch's body into lines of any length.</summary>
internal static class WatchStream
{
    private const int BufferSize = 16 * 1024;

    /// <param name="onBytes">Called whenever anything arrives, so that a watchdog can be put off.</param>
    /// <exception cref="IOException">The connection broke, perhaps inside a line.</exception>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        ResourceType<T> type, Stream body, Action? onBytes, [EnumeratorCancellation] CancellationToken ct)
        where T : KubernetesObject
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(ct);
                onBytes?.Invoke();
                var rest = read.Buffer;
                while (TryCutLine(ref rest, out var line))
                {
                    if (!line.IsEmpty && WatchLineReader.Read(type, line) is { } found)
                    {
                        yield return found;
                    }
                }

                // What is left has no line break yet: keep it, and wait until there is more.
                pipe.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    yield break; // a torn last line was never an event
                }
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static bool TryCutLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}
