using System.Text;
using Headroom.Contracts.Power;

namespace Headroom.Bench.Telemetry;

/// <summary>The headers of a report, as literals that no table remembers.</summary>
internal static class HeaderBlock
{
    public static byte[] Of(Uri server, string token)
    {
        // :method POST and :scheme https are entries 3 and 7 of the static table.
        List<byte> block = [0x83, 0x87];
        Add(block, ":path", AgentProtocol.ReportPath);
        Add(block, ":authority", server.Authority);
        Add(block, "content-type", AgentProtocol.ContentType);
        Add(block, "authorization", "Bearer " + token);
        return [.. block];
    }

    private static void Add(List<byte> block, string name, string value)
    {
        block.Add(0);
        AddText(block, name);
        AddText(block, value);
    }

    private static void AddText(List<byte> block, string text)
    {
        // Seven bits of length and no Huffman code; longer ones go on in groups of seven.
        int length = Encoding.ASCII.GetByteCount(text);
        if (length < 127)
        {
            block.Add((byte)length);
        }
        else
        {
            block.Add(127);
            for (length -= 127; length >= 128; length >>= 7)
            {
                block.Add((byte)(length | 0x80));
            }

            block.Add((byte)length);
        }

        block.AddRange(Encoding.ASCII.GetBytes(text));
    }
}
