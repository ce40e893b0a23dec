using Headroom.Operators.Traces;

namespace Headroom.Operators.Tests.Traces;

/// <summary>Small samples of the real files' shapes.</summary>
public sealed class TraceReaderTests
{
    [Fact]
    public void Read_SingleRequests_CountsThemPerMinuteWithoutTheTwoPartialOnes()
    {
        var trace = Read("""
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:15:46.6805900,374,44
            2023-11-16 18:15:50.9951690,396,109
            2023-11-16 18:16:03.1000000,10,1
            2023-11-16 18:16:41.2000000,10,1
            2023-11-16 18:16:59.9999999,10,1
            2023-11-16 18:18:00.0000000,10,1
            2023-11-16 18:19:07.5000000,10,1
            """);

        Assert.Equal(("requests", Time("2023-11-16T18:16:00Z"), TimeSpan.FromMinutes(1), 0), (trace.Column, trace.Start, trace.Step, trace.Gaps));
        Assert.Equal([3, 0, 1], trace.Values);
    }

    [Fact]
    public void Read_QuotedFieldsWithAnomalyLabels_TakesTheValue()
    {
        var trace = Read("""
            "TimeStamp","Value","Label"
            "2018-04-25T00:00:00Z","6034.5","0"
            "2018-04-25T00:01:00Z","6259.9","1"
            """);

        Assert.Equal(("Value", Time("2018-04-25T00:00:00Z")), (trace.Column, trace.Start));
        Assert.Equal([6034.5f, 6259.9f], trace.Values);
    }

    [Fact]
    public void Read_LabelAsColumn_IsRefused() =>
        Assert.Contains("'Value' are allowed", Message("TimeStamp,Label,Value\n2018-04-25T00:00:00Z,0,1\n2018-04-25T00:01:00Z,0,2", "label"), StringComparison.Ordinal);

    [Fact]
    public void Read_WideFile_TakesTheFirstNumericColumn()
    {
        var trace = Read("""
            date,team,Average order cycle time,orders
            2020-11-01 00:00:00+00:00,sales,0.5,7
            2020-11-01 00:05:00+00:00,sales,0.75,8
            """);

        Assert.Equal(("Average order cycle time", TimeSpan.FromMinutes(5)), (trace.Column, trace.Step));
        Assert.Equal([0.5f, 0.75f], trace.Values);
    }

    [Fact]
    public void Read_NamedColumn_IsFoundWhateverItsCase() =>
        Assert.Equal([7, 8], Read("date,a,Orders\n2020-11-01 00:00:00,1,7\n2020-11-01 00:05:00,1,8", "orders").Values);

    [Theory]
    [InlineData("time,value\n1700000000,1\n1700000060,2", "2023-11-14T22:13:20Z", 60)]
    [InlineData("Timestamp,value\n1700000000.5,1\n1700000001.5,2", "2023-11-14T22:13:20.5Z", 1)]
    [InlineData("timestamp_anon,value\n1.5,1\n2.5,2", "1970-01-01T00:00:01.5Z", 1)]
    [InlineData("gmt_create,value\n2014-02-14 14:30:00,1\n2014-02-14 14:35:00,2", "2014-02-14T14:30:00Z", 300)]
    [InlineData("datetime,value\n2020-11-01T01:00:00+01:00,1\n2020-11-01T02:00:00+01:00,2", "2020-11-01T00:00:00Z", 3600)]
    public void Read_TimeFormat_IsUnderstood(string csv, string start, int step)
    {
        var trace = Read(csv);

        Assert.Equal((Time(start), TimeSpan.FromSeconds(step)), (trace.Start, trace.Step));
    }

    [Fact]
    public void Read_MissingRowsAndFields_AreMissingValuesAndMissingRowsAreCounted()
    {
        var trace = Read("time,value\n0,1\n60,2\n240,5\n300,\n360,7");

        Assert.Equal([1, 2, float.NaN, float.NaN, 5, float.NaN, 7], trace.Values);
        Assert.Equal(2, trace.Gaps);
    }

    [Fact]
    public void Read_TimeTwice_TheLastRowCounts()
    {
        var trace = Read("time,value\n0,1\n60,2\n60,20\n120,3");

        Assert.Equal([1, 20, 3], trace.Values);
        Assert.Equal(0, trace.Gaps);
    }

    [Fact]
    public void Read_DifferentLineEndingsAndByteOrderMark_AreNoDifference() =>
        Assert.Equal([1, 2], Read("\uFEFFtime,value\r\n0,1\r\n60,2\r\n").Values);

    [Theory]
    [InlineData("time,value\n0,1\n120,2\n60,3", "row 4: 1970-01-01T00:01:00.0000000+00:00 comes before 1970-01-01T00:02:00.0000000+00:00 of the row above; rows must be in time order")]
    [InlineData("when,value\n0,1", "has no time column: found 'when', 'value'; one of timestamp, time,")]
    [InlineData("time,value\n0,1\n60,many", "row 3: value 'many' is no number; a decimal number, or nothing for a missing one, is allowed")]
    [InlineData("time,value\n0,1\nlater,2", "row 3: time 'later' is no time; ISO 8601 such as 2024-03-01T12:00:00Z, or seconds since 1970, is allowed")]
    [InlineData("time,team\n0,sales\n60,sales", "has no numeric column beside time: found 'time', 'team'")]
    [InlineData("time,value\n0,1", "has 1 rows: at least 2 are needed")]
    [InlineData("time,value", "has 0 rows: at least 2 are needed")]
    [InlineData("", "is empty: a CSV with a header of a time column and at least one numeric column is needed")]
    [InlineData("time,value\n0,1\n1,1\n3,1\n6,1\n99999999999,1", "spans ")]
    [InlineData("time,value\n0,1\n1,1\n99999999999,1", "spans ")]
    public void Read_UnusableFile_SaysWhereAndWhatIsAllowed(string csv, string message)
    {
        var said = Message(csv);

        Assert.StartsWith("load.csv", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownColumn_ListsTheColumns() => Assert.Equal(
        "load.csv has no numeric column 'orders': 'cpu', 'memory' are allowed",
        Message("time,cpu,memory\n0,1,2\n60,1,2", "orders"));

    private static TraceFile Read(string csv, string? column = null)
    {
        using var reader = new StringReader(csv);
        return TraceReader.Read(reader, "load.csv", column, TimeSpan.FromMinutes(1));
    }

    private static string Message(string csv, string? column = null) => Assert.Throws<TraceException>(() => Read(csv, column)).Message;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
