using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Indicators;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Indicators;

/// <summary>Against a real Prometheus.</summary>
public sealed class PrometheusSourceTests(PrometheusFixture prometheus) : IClassFixture<PrometheusFixture>, IDisposable
{
    private static readonly DateTimeOffset Start = PrometheusFixture.Start;
    private readonly CountingHandler _wire = new();
    private readonly FakeSecrets _secrets = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Read_HistoryThenWhatIsNew_AsksForEachSampleOnce()
    {
        var source = Source();

        var history = await source.SamplesAsync(Requests.Of(Query("sum(requests)"), Start.AddSeconds(-30), Start.AddMinutes(10)));
        var news = await source.SamplesAsync(Requests.Of(Query("sum(requests)"), history.Values[^1].Time, Start.AddMinutes(12.5)));

        Assert.Equal(Enumerable.Range(0, 11).Select(i => new IndicatorSample(Start.AddMinutes(i), 4 * i)), history.Values);
        Assert.Equal([new IndicatorSample(Start.AddMinutes(11), 44), new IndicatorSample(Start.AddMinutes(12), 48)], news.Values);
        Assert.Equal(2, _wire.Requests);
    }

    [Fact]
    public async Task Read_MorePointsThanPrometheusAnswersAtOnce_ReadsAllOfThemInChunks()
    {
        var last = Start + (PrometheusFixture.Samples - 1) * PrometheusFixture.Spacing;

        var answer = await Source().SamplesAsync(
            Requests.Of(Query("requests"), Start - PrometheusFixture.Spacing, last, PrometheusFixture.Spacing));

        Assert.Equal(Enumerable.Range(0, PrometheusFixture.Samples).Select(i => (double)i), answer.Values.Select(s => s.Value));
        Assert.Equal(2, _wire.Requests);
    }

    [Fact]
    public async Task Read_NothingNew_AsksNothing()
    {
        var answer = await Source().SamplesAsync(Requests.Of(Query("requests"), Start, Start.AddSeconds(59)));

        Assert.Empty(answer.Values);
        Assert.Equal(0, _wire.Requests);
    }

    [Fact]
    public async Task Read_QueryOfTwoSeries_NamesTheQueryAndBoth()
    {
        var failed = await Source().FailedAsync(Requests.Of(Query("queue"), Start.AddMinutes(-1), Start.AddMinutes(1)));

        Assert.Equal("TooManySeries", failed.Reason);
        Assert.Contains("'queue' returned 2 series, exactly one is needed", failed.Message, StringComparison.Ordinal);
        Assert.Contains("pod=\"chat-1\"", failed.Message, StringComparison.Ordinal);
        Assert.Contains("pod=\"chat-2\"", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 * sum(requests) / 0")]
    [InlineData("(sum(requests) + 1) / 0")]
    public async Task Read_NotANumberOrInfinite_IsMissing(string query)
    {
        var answer = await Source().SamplesAsync(Requests.Of(Query(query), Start, Start.AddMinutes(1)));

        Assert.Equal([new IndicatorSample(Start.AddMinutes(1), double.NaN)], answer.Values);
    }

    [Fact]
    public async Task Read_QueryWithoutSeries_IsEmpty()
    {
        var answer = await Source().SamplesAsync(Requests.Of(Query("nothing_of_this_name"), Start, Start.AddMinutes(5)));

        Assert.Empty(answer.Values);
        Assert.Null(answer.Note);
    }

    [Fact]
    public async Task Read_QueryThatIsNotPromQl_RepeatsWhatPrometheusSays()
    {
        var failed = await Source().FailedAsync(Requests.Of(Query("sum(requests"), Start, Start.AddMinutes(5)));

        Assert.Equal("QueryFailed", failed.Reason);
        Assert.Contains("refused 'sum(requests' with 400", failed.Message, StringComparison.Ordinal);
        Assert.Contains("parse error", failed.Message, StringComparison.Ordinal);
    }

    private IndicatorSpec Query(string query) => Specs.Prometheus("requests", prometheus.Address, query);

    private PrometheusSource Source() => new(new HttpClient(_wire, disposeHandler: false), _secrets);
}
