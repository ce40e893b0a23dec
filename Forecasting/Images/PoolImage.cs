using System.Numerics;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Images;

/// <summary>A fitted pool as bytes: "HRFP", version, checksum, content. What is damaged or of another version is not read.</summary>
public static class PoolImage
{
    // Raised whenever the content or the meaning of a member changes: an old image is then fitted anew, not guessed at.
    private const int Version = 3;
    private const int HeaderBytes = 12;

    /// <returns>Null for a pool that does not learn: a part of another, made to be compared.</returns>
    public static byte[]? TryWrite(ForecastPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (!pool.CanWrite)
        {
            return null;
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("HRFP"u8);
        writer.Write(Version);
        writer.Write(0u);
        pool.Write(writer);
        var image = stream.ToArray();
        BitConverter.TryWriteBytes(image.AsSpan(8), Checksum(image));
        return image;
    }

    /// <returns>Null where the image is damaged or of another version.</returns>
    public static ForecastPool? TryRead(byte[] image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Length < HeaderBytes || !image.AsSpan(0, 4).SequenceEqual("HRFP"u8)
            || BitConverter.ToInt32(image, 4) != Version || BitConverter.ToUInt32(image, 8) != Checksum(image))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(image, HeaderBytes, image.Length - HeaderBytes, writable: false));
        return ForecastPool.Read(reader);
    }

    private static uint Checksum(byte[] image)
    {
        var sum = ~0u;
        foreach (var value in image.AsSpan(HeaderBytes))
        {
            sum = BitOperations.Crc32C(sum, value);
        }

        return ~sum;
    }
}
