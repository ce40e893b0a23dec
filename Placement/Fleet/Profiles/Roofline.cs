namespace Headroom.Placement.Fleet.Profiles;

/// <summary>Throughput of a GPU type that nobody has measured, from what bounds it: memory speed when it decodes, arithmetic when it reads prompts.</summary>
/// <param name="Hardware">The card.</param>
/// <param name="Model">What it serves.</param>
/// <param name="MemoryEfficiency">Share of the memory speed that decoding reaches.</param>
/// <param name="ComputeEfficiency">Share of the arithmetic that prompts reach.</param>
/// <remarks>
/// b requests are in flight; in the time of one answer b prompts are read in between. A step takes weights and caches once
/// through the memory. Time per output token = step + (b − 1)·prompt/output ≤ the service level, caches fit the memory.
/// </remarks>
public sealed record Roofline(GpuHardware Hardware, ServedModel Model, double MemoryEfficiency = 0.7, double ComputeEfficiency = 0.5)
{
    // What serving engines leave free by default is a tenth.
    private const double UsableMemory = 0.9;
    private const int MostInFlight = 256;

    /// <param name="input">Tokens of the prompt.</param>
    /// <param name="output">Tokens of the answer.</param>
    /// <param name="tokenSeconds">Longest mean time per output token.</param>
    /// <returns>Requests/s; 0 where a lone request is too slow or does not fit the memory.</returns>
    public double PerSecond(int input, int output, double tokenSeconds)
    {
        var (prompt, fixedStep, stepPerRequest) = (PromptSeconds(input), FixedStep, StepPerRequest(input, output));
        var fits = Math.Floor((UsableMemory * Hardware.MemoryBytes - Model.WeightBytes) / (Model.CacheBytesPerToken * (input + output)));
        var keeps = Math.Floor((tokenSeconds - fixedStep + prompt / output) / (stepPerRequest + prompt / output) + 1e-9);
        var inFlight = Math.Min(Math.Min(fits, keeps), MostInFlight);
        return inFlight >= 1 ? inFlight / (output * (fixedStep + inFlight * stepPerRequest) + inFlight * prompt) : 0;
    }

    /// <returns>Seconds per output token of a request that is alone: no service level below it can be kept. Infinite where it does not fit.</returns>
    public double LeastTokenSeconds(int input, int output) =>
        UsableMemory * Hardware.MemoryBytes - Model.WeightBytes >= Model.CacheBytesPerToken * (input + output)
            ? FixedStep + StepPerRequest(input, output)
            : double.PositiveInfinity;

    private double FixedStep => Model.WeightBytes / (MemoryEfficiency * Hardware.BytesPerSecond);

    private double StepPerRequest(int input, int output) =>
        Model.CacheBytesPerToken * (input + output / 2.0) / (MemoryEfficiency * Hardware.BytesPerSecond)
        + 2 * Model.Parameters / (ComputeEfficiency * Hardware.FlopsPerSecond);

    private double PromptSeconds(int input) =>
        (2 * Model.Parameters * input + Model.AttentionFlops * input * input) / (ComputeEfficiency * Hardware.FlopsPerSecond);
}
