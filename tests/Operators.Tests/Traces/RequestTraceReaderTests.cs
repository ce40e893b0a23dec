using Headroom.Operators.Traces;

namespace Headroom.Operators.Tests.Traces;

public sealed class RequestTraceReaderTests
{
    [Fact]
    public void Read_TimeServiceAndDuration_InOrderOfTimeAndNumbered()
    {
        var trace = Read("time,service,duration\n2026-03-01T00:00:10Z,b,2\n2026-03-01T00:00:05Z,a,1.5\n2026-03-01T00:00:12Z,b,\n");

        Assert.Equal(["a", "b"], trace.Services);
        Assert.Equal([(0, 1.5), (1, 2.0)], trace.Rows.Select(static r => (r.Service, r.Duration)));
        Assert.Equal(5, trace.Rows[1].Time - trace.Rows[0].Time);
        Assert.Equal(1, trace.Dropped);
    }

    [Fact]
    public void Read_TheAzureFunctionsForm_TakesTheStartOfEachCall()
    {
        var trace = Read("app,func,end_timestamp,duration\nx,f,10.5,2.5\nx,g,9,0.5\ny,f,20,0\n");

        Assert.Equal(["x/f", "x/g", "y/f"], trace.Services);
        Assert.Equal([8.0, 8.5, 20], trace.Rows.Select(static r => r.Time));
    }

    [Theory]
    [InlineData("time,duration\n1,1\n2,1\n", "r.csv has no column of services: service, function, func, model, host, checkpoint_model_version_id or app is needed; found time, duration")]
    [InlineData("time,service,duration\n1,a,1\nnoon,a,1\n", "r.csv, row 3: time 'noon' is no time; ISO 8601 such as 2024-03-01T12:00:00Z, or seconds since 1970, is allowed")]
    [InlineData("time,service,duration\n1,a,1\n2,a,-1\n", "r.csv, row 3: duration '-1' is no duration; seconds of 0 or more are allowed")]
    [InlineData("time,service,duration\n1,a,1\n", "r.csv has 1 usable requests: at least 2 are needed")]
    public void Read_WhatCannotBeUsed_IsRefusedWithTheReason(string text, string said) =>
        Assert.Equal(said, Assert.Throws<TraceException>(() => Read(text)).Message);

    private static RequestTrace Read(string text)
    {
        using var reader = new StringReader(text);
        return RequestTraceReader.Read(reader, "r.csv");
    }
}
