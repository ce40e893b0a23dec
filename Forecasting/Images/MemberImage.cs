using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Images;

/// <summary>A kept member: a letter for its point forecaster, what that one learned, its errors.</summary>
internal static class MemberImage
{
    /// <summary>True for members with kept errors; a forest is larger than it is slow to grow.</summary>
    public static bool CanWrite(IPathMember member) => member is KeptResidualMember;

    public static void Write(BinaryWriter writer, IPathMember member)
    {
        var kept = (KeptResidualMember)member;
        switch (kept.Point)
        {
            case SeasonalNaive naive:
                writer.Write((byte)'N');
                naive.Write(writer);
                break;
            case RidgeOnDifferences ridge:
                writer.Write((byte)'R');
                ridge.Write(writer);
                break;
            case LevelShape shape:
                writer.Write((byte)'S');
                shape.Write(writer);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{kept.Name} has no image");
        }

        kept.Errors.Write(writer);
    }

    /// <exception cref="InvalidDataException">The letter is of no member.</exception>
    public static IPathMember Read(BinaryReader reader)
    {
        IForecastMember point = reader.ReadByte() switch
        {
            (byte)'N' => SeasonalNaive.Read(reader),
            (byte)'R' => RidgeOnDifferences.Read(reader),
            (byte)'S' => LevelShape.Read(reader),
            var letter => throw new InvalidDataException($"no member is written as {letter}"),
        };
        return new KeptResidualMember(point, KeptErrors.Read(reader));
    }
}
