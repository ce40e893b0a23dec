namespace Headroom.Contracts.Allowances;

/// <summary>What one gateway may start on one power domain.</summary>
public sealed record DomainAllowance
{
    public required string Domain { get; init; }

    /// <summary>The domain that feeds it; work counts on every domain above its node. Null for a root.</summary>
    public string? Parent { get; init; }

    /// <summary>The gated levels, lowest first. Work of a level that is not named is never held.</summary>
    public required IReadOnlyList<LevelAllowance> Levels { get; init; }

    public bool Equals(DomainAllowance? other) =>
        other is not null && Domain == other.Domain && Parent == other.Parent && Levels.SequenceEqual(other.Levels);

    public override int GetHashCode() => HashCode.Combine(Domain, Parent);
}
