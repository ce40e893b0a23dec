using FsCheck;
using FsCheck.Fluent;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Contracts.Tests.Wire;

public sealed class WireReaderTests
{
    [Fact]
    public void Read_AnyBytes_AreAMessageOrRefused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                NodeReportCodec.Read(bytes);
                PowerLeaseCodec.Read(bytes);
            }
            catch (WireFormatException)
            {
                // Refused.
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ReadUInt64_AnyNumber_ComesBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), value =>
        {
            var writer = new WireWriter();
            writer.Number(3, value);
            var reader = new WireReader(writer.Written.Span);

            return reader.Next(out int field) && field == 3 && reader.ReadUInt64() == value && !reader.Next(out _);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_UnreadFieldsOfEveryType_AreSkipped()
    {
        byte[] bytes = [0x0D, 1, 2, 3, 4, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1A, 2, 9, 9, 0x20, 0x96, 0x01, 0x28, 5];
        var reader = new WireReader(bytes);
        var fields = new List<int>();

        while (reader.Next(out int field))
        {
            fields.Add(field);
        }

        Assert.Equal([1, 2, 3, 4, 5], fields);
    }
}
