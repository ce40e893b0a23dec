using System.Security.Cryptography;
using System.Text;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>A stored model as a file: "HRMF", version, SHA-256 of what follows, uid, spec, time of the fit, image.</summary>
internal static class ModelFile
{
    private const int Version = 1;
    private const int HashedFrom = 8 + SHA256.HashSizeInBytes;

    public static byte[] Write(StoredModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write("HRMF"u8);
        writer.Write(Version);
        writer.Write(new byte[SHA256.HashSizeInBytes]);
        writer.Write(model.Uid);
        writer.Write(model.FittedFor);
        writer.Write(model.FittedAt.UtcTicks);
        writer.Write(model.Image.Length);
        writer.Write(model.Image);
        var file = stream.ToArray();
        SHA256.HashData(file.AsSpan(HashedFrom), file.AsSpan(8));
        return file;
    }

    /// <returns>Null where the file is damaged, cut off or of another version.</returns>
    public static StoredModel? TryRead(byte[] file)
    {
        if (file.Length < HashedFrom || !file.AsSpan(0, 4).SequenceEqual("HRMF"u8) || BitConverter.ToInt32(file, 4) != Version
            || !SHA256.HashData(file.AsSpan(HashedFrom)).AsSpan().SequenceEqual(file.AsSpan(8, SHA256.HashSizeInBytes)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(file, HashedFrom, file.Length - HashedFrom, writable: false), Encoding.UTF8);
        return new StoredModel(reader.ReadString(), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadBytes(reader.ReadInt32()));
    }
}
