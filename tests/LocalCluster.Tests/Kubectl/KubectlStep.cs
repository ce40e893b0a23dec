namespace Headroom.LocalCluster.Tests.Kubectl;

/// <param name="Arguments">Split at spaces.</param>
/// <param name="Expected">Every line must appear in what kubectl prints.</param>
internal sealed record KubectlStep(string Arguments, string Expected, int ExitCode = 0, string? Input = null);
