using System.Diagnostics;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Images;

/// <summary>A kept member: a letter for what it is, what it learned, and the errors of a point forecaster.</summary>
internal static class MemberImage
{
    private const byte Naive = (byte)'N';
    private const byte Ridge = (byte)'R';
    private const byte Shape = (byte)'S';
    private const byte Forest = (byte)'F';

    public static void Write(BinaryWriter writer, IPathMember member)
    {
        switch (member)
        {
            case ForestOnDifferences forest:
                writer.Write(Forest);
                forest.Write(writer);
                break;
            case KeptResidualMember kept:
                WritePoint(writer, kept.Point);
                kept.Errors.Write(writer);
                break;
            default:
                throw new UnreachableException($"{member.Name} has no image");
        }
    }

    /// <exception cref="InvalidDataException">The letter is of no member.</exception>
    public static IPathMember Read(BinaryReader reader)
    {
        IForecastMember? point = reader.ReadByte() switch
        {
            Naive => SeasonalNaive.Read(reader),
            Ridge => RidgeOnDifferences.Read(reader),
            Shape => LevelShape.Read(reader),
            Forest => null,
            var letter => throw new InvalidDataException($"no member is written as {letter}"),
        };
        return point is null ? ForestOnDifferences.Read(reader) : new KeptResidualMember(point, KeptErrors.Read(reader));
    }

    private static void WritePoint(BinaryWriter writer, IForecastMember point)
    {
        switch (point)
        {
            case SeasonalNaive naive:
                writer.Write(Naive);
                naive.Write(writer);
                break;
            case RidgeOnDifferences ridge:
                writer.Write(Ridge);
                ridge.Write(writer);
                break;
            case LevelShape shape:
                writer.Write(Shape);
                shape.Write(writer);
                break;
            default:
                throw new UnreachableException($"{point.Name} has no image");
        }
    }
}
