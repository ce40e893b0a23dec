using System.Diagnostics;
using Headroom.Forecasting.Harmony;
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
    private const byte Harmony = (byte)'H';

    public static void Write(BinaryWriter writer, IPathMember member)
    {
        switch (member)
        {
            case ForestOnDifferences forest:
                writer.Write(Forest);
                forest.Write(writer);
                break;
            case HarmonyPaths harmony:
                writer.Write(Harmony);
                harmony.Write(writer);
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
    public static IPathMember Read(BinaryReader reader) => reader.ReadByte() switch
    {
        Naive => Kept(SeasonalNaive.Read(reader), reader),
        Ridge => Kept(RidgeOnDifferences.Read(reader), reader),
        Shape => Kept(LevelShape.Read(reader), reader),
        Forest => ForestOnDifferences.Read(reader),
        Harmony => HarmonyPaths.Read(reader),
        var letter => throw new InvalidDataException($"no member is written as {letter}"),
    };

    private static KeptResidualMember Kept(IForecastMember point, BinaryReader reader) => new(point, KeptErrors.Read(reader));

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
