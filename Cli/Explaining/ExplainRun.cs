using Headroom.Cli.Cluster;
using Headroom.Cli.Terminal;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Cli.Explaining;

/// <summary>Reads the object's status, which carries the last decision with its alternatives, and prints it.</summary>
internal sealed class ExplainRun(ClusterOptions options, TextWriter output, TimeProvider time)
{
    /// <exception cref="OptionException">No such object, or nothing was decided yet.</exception>
    public async Task ExplainAsync(string name, string? form, CancellationToken ct)
    {
        var shape = OutputForms.Parse(form);
        var item = await ReadAsync(name, ct);
        await output.WriteLineAsync(shape.Write(() => DecisionDocument.Of(item), wide => DecisionText.Of(item, wide, time.GetUtcNow())));
    }

    /// <exception cref="OptionException">No such object, or nothing was decided yet.</exception>
    public async Task WhyNotAsync(string name, int replicas, string? form, CancellationToken ct)
    {
        var shape = OutputForms.Parse(form);
        var answer = WhyNot.Of(await ReadAsync(name, ct), replicas);
        await output.WriteLineAsync(shape.Write(answer.ToJson, _ => answer.Sentence));
    }

    private async Task<PredictiveAutoscaler> ReadAsync(string text, CancellationToken ct)
    {
        var name = ObjectName.Parse(text, ObjectName.Autoscaler).Name;
        using var client = ClusterConnection.Open(options, time);
        var key = new ObjectKey(client.NamespaceOf(options), name);
        var item = await client.FindAsync(PredictiveAutoscaler.Type, key, ct)
            ?? throw new OptionException($"there is no PredictiveAutoscaler {key}: kubectl get pas -A lists them");
        return item.Status?.Decision is null
            ? throw new OptionException($"{key} has decided nothing yet: {Reason(item)}")
            : item;
    }

    private static string Reason(PredictiveAutoscaler item) =>
        item.Status?.Conditions?.FirstOrDefault(static c => c is { Type: "Ready", IsTrue: false })?.Message
        ?? "the first decision follows within a minute of the control plane seeing it";
}
