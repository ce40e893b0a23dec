using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.Forecasting.Skill;
using Headroom.Scaling.Budget;
using Headroom.Scaling.Capacity;
using Headroom.Scaling.StartUp;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>What one autoscaler keeps over a restart. A part whose spec has changed meanwhile is learned anew.</summary>
/// <param name="Version">Of this form; another one is not read.</param>
/// <param name="Target">Whose start-up times and capacity these are, as kind/name.</param>
/// <param name="Signals">Demand and utilization that the capacity was learned from.</param>
/// <param name="Skill">How the forecasts of <paramref name="Demand"/> did; null where an older version saved.</param>
/// <param name="Demand">The indicator that is forecast.</param>
internal sealed record LearnedState(
    int Version, string Target, string Signals, ViolationBudgetState Budget, CapacityState? Capacity, StartUpState StartUp,
    SkillState? Skill = null, string? Demand = null)
{
    public const int CurrentVersion = 1;

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, LearnedStateJson.Default.LearnedState);

    /// <returns>Null where the text is of another version or damaged: then everything is learned anew.</returns>
    public static LearnedState? TryParse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, LearnedStateJson.Default.LearnedState) is
                { Version: CurrentVersion, Target: not null, Signals: not null, Budget.MissedBits: not null, StartUp: not null } state
                && state.Capacity is null or { Sums: not null }
                ? state
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LearnedState))]
internal sealed partial class LearnedStateJson : JsonSerializerContext;
